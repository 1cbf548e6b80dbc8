using Microsoft.Win32.SafeHandles;
using Platica.Cli.Http;
using Platica.LocalHost.Data;
using Spectre.Console;

namespace Platica.Cli;

/// <summary>What the commands touch of the world: terminal, standard input, network, clock and the default data folder.</summary>
internal sealed record CliHost
{
    // Where output is piped there is no width to respect, and a broken id is worth less than a long line.
    private const int PipeWidth = 160;

    /// <summary>Where results go; tables fit its width.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Where errors and remarks go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard output as bytes, for what must be UTF-8 whatever the terminal speaks.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Whether a person sees what goes to <see cref="Console"/>.</summary>
    public required bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person sees what goes to <see cref="Error"/>.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>Standard input, opened when a command reads from <c>-</c>.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Standard input as lines, opened when a command asks for them.</summary>
    public required Func<TextReader> OpenLines { get; init; }

    /// <summary>Whether a person types what comes from <see cref="OpenLines"/>.</summary>
    public required bool InputIsTerminal { get; init; }

    /// <summary>The network.</summary>
    public required HttpMessageHandler Network { get; init; }

    /// <summary>An environment variable, or null where it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock that stamps samples, measures answers and paces <c>tail</c>.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The data folder used without <c>--data</c>.</summary>
    public required string DefaultDataFolder { get; init; }

    /// <summary>Plain lines of results, unstyled and never wrapped.</summary>
    public TextWriter Out => Console.Profile.Out.Writer;

    /// <summary>The real terminal, network and clock.</summary>
    public static CliHost ForProcess() => new()
    {
        Console = System.Console.IsOutputRedirected ? Plain() : AnsiConsole.Console,
        Error = System.Console.Error,
        OpenOutput = OpenStandardOutput,
        OutputIsTerminal = !System.Console.IsOutputRedirected,
        ErrorIsTerminal = !System.Console.IsErrorRedirected,
        OpenInput = System.Console.OpenStandardInput,
        OpenLines = () => System.Console.In,
        InputIsTerminal = !System.Console.IsInputRedirected,
        Network = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            Proxy = new DirectToLoopback(HttpClient.DefaultProxy),
        },
        Environment = System.Environment.GetEnvironmentVariable,
        Clock = TimeProvider.System,
        DefaultDataFolder = DataFolder.Default,
    };

    // The console's own stream takes a closed pipe for success, and an export would go on for nobody.
    private static Stream OpenStandardOutput()
    {
        const int StandardOutput = 1;
        if (OperatingSystem.IsWindows() || !System.Console.IsOutputRedirected)
        {
            return System.Console.OpenStandardOutput();
        }

        var pipe = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? System.Console.OpenStandardOutput() : pipe;
    }

    private static IAnsiConsole Plain()
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = PipeWidth;
        return console;
    }
}

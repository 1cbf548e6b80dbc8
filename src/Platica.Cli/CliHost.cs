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

    /// <summary>Standard input, opened when a command reads from <c>-</c>.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>The network.</summary>
    public required HttpMessageHandler Network { get; init; }

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
        OpenInput = System.Console.OpenStandardInput,
        Network = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            Proxy = new DirectToLoopback(HttpClient.DefaultProxy),
        },
        Clock = TimeProvider.System,
        DefaultDataFolder = DataFolder.Default,
    };

    private static IAnsiConsole Plain()
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = PipeWidth;
        return console;
    }
}

using System.Text;
using Platica.Testing;
using Spectre.Console;

namespace Platica.Cli.Tests.Infrastructure;

/// <summary>One command line on a plain 100-column terminal, with a data folder of its own.</summary>
internal sealed class CliRun : IDisposable
{
    public const string Secret = "shh-1";

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public CliRun(NetworkDouble? network = null)
    {
        Network = network ?? NetworkDouble.WithNobody();
        Directory.CreateDirectory(Folder);
    }

    public NetworkDouble Network { get; }

    public ManualTimeProvider Clock { get; } = new();

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"platica-cli-{Guid.NewGuid():N}");

    public byte[] Input { get; init; } = [];

    /// <summary>What is typed; the input's lines unless set.</summary>
    public TextReader? TypedLines { get; init; }

    public bool InputIsTerminal { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public int Width { get; init; } = 100;

    /// <summary>Standard output as bytes.</summary>
    public Stream OutputBytes { get; init; } = new MemoryStream();

    /// <summary>Whether a person looks at standard error, and the output is redirected.</summary>
    public bool ErrorIsTerminal { get; init; }

    public string Output => _output.ToString().ReplaceLineEndings("\n");

    /// <summary>What was written as bytes, line ends as they are.</summary>
    public string Exported => Encoding.UTF8.GetString(((MemoryStream)OutputBytes).ToArray());

    public string Error => _error.ToString().ReplaceLineEndings("\n");

    public string RawError => _error.ToString();

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public SentRequest Sent => Assert.Single(Network.Requests);

    public CliRun WithSecret(string secret = Secret)
    {
        Write("secret", secret + "\n");
        return this;
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public Task<int> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public Task<int> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(_output),
        });
        console.Profile.Width = Width;
        var host = new CliHost
        {
            Console = console,
            Error = _error,
            OpenOutput = () => OutputBytes,
            OutputIsTerminal = false,
            ErrorIsTerminal = ErrorIsTerminal,
            OpenInput = () => new MemoryStream(Input),
            OpenLines = () => TypedLines ?? new StreamReader(new MemoryStream(Input)),
            InputIsTerminal = InputIsTerminal,
            Network = Network,
            Environment = name => Variables.GetValueOrDefault(name),
            Clock = Clock,
            DefaultDataFolder = Folder,
        };
        return CommandLine.RunAsync(arguments, host, cancellationToken);
    }

    public void Dispose()
    {
        OutputBytes.Dispose();
        Network.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

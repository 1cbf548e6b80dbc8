using System.CommandLine;
using System.Text.Json;
using Platica.LocalHost.Data;

namespace Platica.Cli.Input;

/// <summary><c>--data</c>: the folder where LocalHost leaves its addresses and its secret.</summary>
internal sealed class LocalOptions(CliHost host)
{
    private static readonly LocalEndpoints UsualEndpoints = new(new("http://localhost:7071"), new("http://localhost:7072"));

    /// <summary><c>--data</c>.</summary>
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "LocalHost's data folder, where the addresses and the secret are found.",
        HelpName = "folder",
        Recursive = true,
    };

    /// <summary>Where LocalHost listens: what it noted at its last start, else its defaults.</summary>
    public LocalEndpoints ReadEndpoints(ParseResult arguments) =>
        Read(arguments, folder => folder.ReadEndpoints()) is { Receiver: not null, Admin: not null } noted ? noted : UsualEndpoints;

    /// <summary>The secret that LocalHost made, or null when it made none there.</summary>
    public string? ReadSecret(ParseResult arguments) => Read(arguments, folder => folder.ReadSecret());

    /// <summary>The key that LocalHost made for operations.</summary>
    /// <exception cref="CliException">It made none there yet.</exception>
    public FunctionKey ReadOperationsKey(ParseResult arguments)
    {
        var file = Folder(arguments).OperationsKeyFile;
        return Read(arguments, folder => folder.ReadOperationsKey()) is { Length: > 0 } key ? new(key, file) : throw new CliException(
            $"No operations key yet: {file} is missing or empty.\n"
            + $"Start LocalHost once to make one ({Invocation.StartLocalHost}), or give --url and --key for a deployment.");
    }

    /// <summary>The file in which LocalHost keeps its secret.</summary>
    public string SecretFile(ParseResult arguments) => Folder(arguments).SecretFile;

    private DataFolder Folder(ParseResult arguments) => new(arguments.GetValue(Data) ?? host.DefaultDataFolder);

    private T? Read<T>(ParseResult arguments, Func<DataFolder, T?> read)
    {
        var folder = Folder(arguments);
        try
        {
            return read(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException(
                $"Cannot read LocalHost's data folder {folder.Path}: {exception.Message}\n"
                + "Name another with --data, or give --url and --secret yourself.");
        }
    }
}

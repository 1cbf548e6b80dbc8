using System.CommandLine;
using System.Text;
using Platica.Flows.FlowJson;
using Platica.Flows.FlowJson.Model;

namespace Platica.Cli.Commands;

/// <summary>The Flow JSON that a command is about.</summary>
internal static class FlowFile
{
    /// <summary>The argument that names it.</summary>
    public static Argument<string> Argument() => new("file")
    {
        Description = "A Flow JSON, as WhatsApp Manager exports it.",
        HelpName = "FILE",
    };

    /// <summary>Reads a file, whatever is wrong inside.</summary>
    /// <exception cref="CliException">It cannot be read.</exception>
    public static FlowDocument Load(string path) => FlowDocument.Parse(Read(path, "the Flow JSON"));

    /// <summary>The file's bytes, without the byte order mark that some editors put first.</summary>
    /// <exception cref="CliException">It cannot be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path, string what)
    {
        if (Directory.Exists(path))
        {
            throw new CliException($"Cannot read {what}: {path} is a folder.", ExitCodes.Usage);
        }

        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException($"Cannot read {what}: {exception.Message}", ExitCodes.Usage);
        }
    }

    /// <summary>Reads a file that must be JSON.</summary>
    /// <exception cref="CliException">It cannot be read, or is not JSON.</exception>
    public static FlowModel LoadModel(string path) => Load(path) is var document && document.Model is { } model
        ? model
        : throw new CliException(FlowCheckCommand.Line(path, document.Problems[0]));
}

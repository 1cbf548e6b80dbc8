using System.Text.Json;
using Platica.Cli.Commands;
using Platica.Flows.FlowJson;
using Platica.Flows.FlowJson.Model;

namespace Platica.Cli.Walking;

/// <summary>A Flow JSON as a phone uses it.</summary>
internal sealed class WalkedFlow
{
    // As deep as the checker reads.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    private readonly Dictionary<string, JsonElement> _screens = new(StringComparer.Ordinal);

    private WalkedFlow(FlowDocument document, JsonElement root)
    {
        Document = document;
        DataApiVersion = FlowText.Of(FlowText.Member(root, "data_api_version"));
        foreach (var screen in FlowText.Items(FlowText.Member(root, "screens")))
        {
            _screens.TryAdd(FlowText.Of(FlowText.Member(screen, "id")), screen);
        }
    }

    /// <summary>What answers are held against.</summary>
    public FlowDocument Document { get; }

    /// <summary>The version of the exchanges, such as 3.0.</summary>
    public string DataApiVersion { get; }

    /// <summary>Reads a file that a server answers.</summary>
    /// <exception cref="CliException">It cannot be read, is not JSON, or no server answers it.</exception>
    public static WalkedFlow Load(string path)
    {
        var bytes = FlowFile.Read(path, "the Flow JSON");
        var document = FlowDocument.Parse(bytes);
        if (document.Model is not { } model)
        {
            throw new CliException(FlowCheckCommand.Line(path, document.Problems[0]));
        }

        if (!model.HasEndpoint)
        {
            throw new CliException($"{path} has no data_api_version: its screens ask no server, so there is nothing to run.");
        }

        return new(document, JsonElement.Parse(bytes.Span, Options));
    }

    /// <summary>A screen's definition; null where there is none of this id.</summary>
    public JsonElement? Find(string? id) => id is not null && _screens.TryGetValue(id, out var screen) ? screen : null;

    /// <summary>Whether it is the screen that ends a Flow.</summary>
    public static bool IsEnd(string? id) => id == FlowModel.Success;
}

using System.Text.Json;
using Platica.Flows.FlowJson.Contract;
using Platica.Flows.FlowJson.Model;
using Platica.Flows.FlowJson.Rules;
using Platica.Flows.FlowJson.Text;
using Platica.Webhooks.Flows;

namespace Platica.Flows.FlowJson;

/// <summary>
/// A Flow JSON, as WhatsApp Manager exports it: what is wrong with it, and whether answers fit it. Immutable; safe to share between
/// threads. The rules are those that Meta documents at developers.facebook.com/docs/whatsapp/flows/reference/flowjson and …/error-codes;
/// what those pages leave open is a warning or nothing.
/// </summary>
public sealed class FlowDocument
{
    // "Flow JSON content string is limited and cannot exceed 10 MB", "Limitations" in Meta's Flow JSON reference.
    private const int MaxBytes = 10 * 1024 * 1024;

    private readonly FlowContract? _contract;

    private FlowDocument(FlowModel? model, IReadOnlyList<FlowProblem> problems)
    {
        Model = model;
        Problems = problems;
        _contract = model is null ? null : new FlowContract(model);
    }

    /// <summary>What is wrong, in the file's order; empty when all is well.</summary>
    public IReadOnlyList<FlowProblem> Problems { get; }

    /// <summary>Whether one of the <see cref="Problems"/> is an error.</summary>
    public bool HasErrors => Problems.Any(problem => problem.IsError);

    /// <summary>What the file says; null when it is not JSON.</summary>
    internal FlowModel? Model { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">A Flow JSON in UTF-8, with or without a byte order mark. What is wrong inside becomes <see cref="Problems"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FlowDocument Load(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>
    /// Reads a Flow JSON in UTF-8, with or without a byte order mark. Never throws: whatever is wrong becomes <see cref="Problems"/>.
    /// </summary>
    public static FlowDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        var lines = new TextLines(utf8);
        var log = new ProblemLog(lines);
        if (utf8.Length > MaxBytes)
        {
            log.Error("file-too-large", 0, "The file is larger than 10 MB: make its images smaller.");
            return new(null, log.Problems);
        }

        try
        {
            var root = FlowNodeReader.Read(utf8, lines);
            if (root.Kind == FlowNodeKind.Object)
            {
                var model = new FlowModel(root);
                FlowRules.Check(model, log);
                return new(model, log.Problems);
            }

            log.Error("wrong-type", root, "A Flow JSON must be an object: {\"version\": …, \"screens\": […]}.");
        }
        catch (MalformedJsonException malformed)
        {
            log.Error("malformed-json", malformed.Offset, $"This is not JSON. {malformed.Message}");
        }

        return new(null, log.Problems);
    }

    /// <summary>
    /// Whether an answer fits: the screen exists, may follow, and gets the data that it declares. Where all is well this allocates nothing.
    /// </summary>
    /// <param name="action">What the phone asked. After <see cref="FlowAction.Back"/> earlier screens are allowed too.</param>
    /// <param name="currentScreen">The screen the person is on; null when the Flow opens, or where it is not known.</param>
    /// <param name="targetScreen">The answer's screen; null for new data of the current one.</param>
    /// <param name="data">The answer's <c>data</c>; undefined or null where it has none.</param>
    /// <remarks>A document that is not JSON, or has no screens, knows nothing and finds every answer right.</remarks>
    public FlowAnswerCheck Check(FlowAction action, string? currentScreen, string? targetScreen, JsonElement data) =>
        _contract?.Check(action, currentScreen, targetScreen, data) ?? new FlowAnswerCheck(null, data);
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platica.Cli.Operating;

/// <summary>An operation that is to be run to its end.</summary>
/// <param name="Name">Its route below <c>/api/operations/</c>.</param>
/// <param name="Parameters">Its parameters; they travel in the body, for they may be phones.</param>
internal sealed record OperationRun(string Name, JsonObject Parameters)
{
    /// <summary>Where to begin; null for the beginning.</summary>
    public string? Continuation { get; init; }

    /// <summary>The command line that goes on from a continuation, for whoever was interrupted.</summary>
    public required Func<string, string> GoOn { get; init; }

    /// <summary>What to show of what was counted so far; null for all of it.</summary>
    public Func<OperationCounts, string>? Progress { get; init; }

    /// <summary>Gets each of the answer's items, as they come.</summary>
    public Action<JsonElement>? OnItem { get; init; }
}

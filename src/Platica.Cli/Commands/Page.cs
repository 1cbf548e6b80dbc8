using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Continuation">What leads to the next page; null on the last.</param>
internal sealed record Page(IReadOnlyList<JsonElement> Items, string? Continuation)
{
    /// <summary>Reads <c>{"items":[…],"continuation":"…"|null}</c>.</summary>
    /// <exception cref="CliException">The answer is of another shape.</exception>
    public static Page Read(HttpAnswer answer) =>
        answer.Json.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array
            ? new([.. items.EnumerateArray()], JsonText.Read(answer.Json, "continuation") is { Length: > 0 } token ? token : null)
            : throw new CliException("The answer has no items. Is --url the address of this product's read API?");

    /// <summary>The same JSON that is read.</summary>
    public string ToJson() => JsonLine.Object(("items", JsonLine.List(Items)), ("continuation", JsonLine.Text(Continuation)));
}

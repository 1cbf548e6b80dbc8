using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>One entry of a list to choose from.</summary>
/// <param name="Id">What is sent.</param>
/// <param name="Title">What the person reads.</param>
/// <param name="OnSelect">What choosing it does; undefined where it does nothing.</param>
internal sealed record FlowChoice(string Id, string Title, JsonElement OnSelect)
{
    public static FlowChoice Of(JsonElement entry) => new(
        FlowText.Of(FlowText.Member(entry, "id")),
        FlowText.Of(FlowText.Member(entry, "title")),
        FlowText.Member(entry, "on-select-action"));
}

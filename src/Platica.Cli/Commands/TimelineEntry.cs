using System.Text.Json;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary>A message, or something else that happened in a conversation.</summary>
/// <param name="At">When the message was created or the event happened; the beginning of time where it is not told.</param>
/// <param name="IsMessage">Whether it is a message.</param>
/// <param name="Item">The API's item.</param>
internal sealed record TimelineEntry(DateTimeOffset At, bool IsMessage, JsonElement Item)
{
    /// <summary>The entry as a line of JSON Lines.</summary>
    public string ToJson() => JsonLine.Object(
        ("kind", JsonLine.Text(IsMessage ? "message" : "event")), ("at", JsonLine.Text(Times.Format(At))), ("item", JsonLine.Of(Item)));
}

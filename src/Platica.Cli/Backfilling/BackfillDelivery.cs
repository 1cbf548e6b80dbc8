using System.Text.Json;
using Platica.Cli.Http;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Cli.Backfilling;

/// <summary>A delivery to post.</summary>
/// <param name="Kind">What it counts as.</param>
/// <param name="Id">The id of the client or conversation it is about.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record BackfillDelivery(string Kind, string Id, byte[] Body)
{
    /// <summary>Clients.</summary>
    public const string Clients = "clients";

    /// <summary>Conversations.</summary>
    public const string Conversations = "conversations";

    /// <summary>Messages.</summary>
    public const string Messages = "messages";

    /// <summary>Leaves room under what a queue message carries (192 KiB), so that no body needs a blob.</summary>
    private const int UsualBytes = 128 * 1024;

    private const int MostMessages = 100;

    /// <summary>How many of its kind it carries.</summary>
    public int Count { get; private init; } = 1;

    /// <summary>The same in two deliveries, for a receiver to which one is too large; null where it cannot be divided.</summary>
    public Func<(BackfillDelivery First, BackfillDelivery Second)>? Halves { get; private init; }

    /// <summary>A client.</summary>
    public static BackfillDelivery OfClient(string workspace, ApiEntity client) =>
        new(Clients, client.Id, PlaticaBackfill.OfClient(workspace, client.Json));

    /// <summary>A conversation without its messages.</summary>
    public static BackfillDelivery OfConversation(string workspace, ApiEntity conversation) =>
        new(Conversations, conversation.Id, PlaticaBackfill.OfConversation(workspace, conversation.Json));

    /// <summary>
    /// Messages of a conversation: those of a day (UTC), a hundred or 128 KiB together. The same messages are always divided in the same way. Not
    /// those of several days, because a delivery is told from an erased person's by the time of its oldest message; and where the conversation names
    /// no phone each alone, because they may be of several persons.
    /// </summary>
    public static IEnumerable<BackfillDelivery> OfMessages(string workspace, ApiEntity conversation, IEnumerable<JsonElement> messages) =>
        messages.GroupBy(message => PlaticaBackfill.TimeOf(message).UtcDateTime.Date).SelectMany(day => OfDay(workspace, conversation, day));

    private static IEnumerable<BackfillDelivery> OfDay(string workspace, ApiEntity conversation, IEnumerable<JsonElement> messages)
    {
        var most = JsonText.ReadExact(conversation.Json, "phoneNumber").Length > 0 ? MostMessages : 1;
        var together = new List<JsonElement>();
        var size = 0;
        foreach (var message in messages)
        {
            var length = message.GetRawText().Length;
            if (together.Count == most || (together.Count > 0 && size + length > UsualBytes))
            {
                yield return OfSome(workspace, conversation, together);
                (together, size) = ([], 0);
            }

            together.Add(message);
            size += length;
        }

        if (together.Count > 0)
        {
            yield return OfSome(workspace, conversation, together);
        }
    }

    private static BackfillDelivery OfSome(string workspace, ApiEntity conversation, List<JsonElement> messages)
    {
        var half = messages.Count / 2;
        return new(Messages, conversation.Id, PlaticaBackfill.OfMessages(workspace, conversation.Json, messages))
        {
            Count = messages.Count,
            Halves = half == 0 ? null : () => (OfSome(workspace, conversation, messages[..half]), OfSome(workspace, conversation, messages[half..])),
        };
    }
}

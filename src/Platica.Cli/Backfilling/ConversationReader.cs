using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Backfilling;

/// <summary>Reads conversations with their messages. The list has <c>messages</c>, but in the documentation's example they are empty.</summary>
internal sealed class ConversationReader(PlaticaApi api)
{
    /// <summary>The conversation as <c>GET /conversations/{id}</c> tells it; null where it is gone.</summary>
    public async Task<ApiEntity?> ReadAsync(ApiEntity listed, CancellationToken cancellationToken)
    {
        if (MessagesOf(listed.Json) is { Count: > 0 } messages && messages.Count >= CountOf(listed.Json))
        {
            return listed;
        }

        // The public id, which several conversations may share; whether the id is taken too is not documented.
        var publicId = JsonText.ReadExact(listed.Json, "conversationId");
        string[] ids = publicId.Length == 0 || publicId == listed.Id ? [listed.Id] : [publicId, listed.Id];
        foreach (var id in ids)
        {
            if (await FindAsync(listed, id, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The messages that a conversation tells.</summary>
    public static IReadOnlyList<JsonElement> MessagesOf(JsonElement conversation) =>
        JsonText.Find(conversation, "messages") is { ValueKind: JsonValueKind.Array } messages
            ? [.. messages.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.Object)]
            : [];

    /// <summary>How many messages it says it has.</summary>
    public static long CountOf(JsonElement conversation) =>
        JsonText.Find(conversation, "messageCount") is { ValueKind: JsonValueKind.Number } count && count.TryGetInt64(out var number) ? number : 0;

    private async Task<ApiEntity?> FindAsync(ApiEntity listed, string id, CancellationToken cancellationToken)
    {
        var channel = JsonText.ReadExact(listed.Json, "channelId");
        var query = channel.Length > 0 ? $"?channelId={Uri.EscapeDataString(channel)}" : "";
        var answer = await api.GetAsync($"/conversations/{Uri.EscapeDataString(id)}{query}", cancellationToken).ConfigureAwait(false);
        return answer is { } found
            ? ApiList.Conversations.EntitiesOf(found).FirstOrDefault(entity => entity.Id == listed.Id && entity.Workspace == listed.Workspace)
            : null;
    }
}

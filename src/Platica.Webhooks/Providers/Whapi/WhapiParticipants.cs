using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>The members of a group, each an id or an object with an id and a rank.</summary>
internal static class WhapiParticipants
{
    private const string Member = "member";

    /// <summary>Sets the rank of each member of a list; false when it is none.</summary>
    public static bool TryRead(FieldSet fields, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var participant in list.EnumerateArray())
        {
            Set(fields, participant, WhapiJson.Text(RankOf(participant) ?? Member));
        }

        return true;
    }

    /// <summary>
    /// Sets what an action made of the members of a list: who asks to join is none yet, and what an action that is not known does, nobody knows.
    /// </summary>
    public static void Apply(FieldSet fields, JsonElement list, string? action)
    {
        var told = action switch
        {
            "add" or "demote" => Member,
            "promote" => "admin",
            "remove" => string.Empty,
            _ => null,
        };
        if (told is null || list.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var participant in list.EnumerateArray())
        {
            var rank = action == "add" ? RankOf(participant) ?? told : told;
            Set(fields, participant, rank.Length == 0 ? FieldValue.Null : WhapiJson.Text(rank));
        }
    }

    /// <summary>Clears who is in one list and not in the other.</summary>
    public static void ClearMissing(FieldSet fields, JsonElement before, JsonElement after)
    {
        var stayed = IdsOf(after).ToHashSet(StringComparer.Ordinal);
        foreach (var left in IdsOf(before).Where(id => !stayed.Contains(id)))
        {
            fields.Set(ConversationFields.Participants, left, FieldValue.Null);
        }
    }

    private static IEnumerable<string> IdsOf(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(AddressOf).OfType<WhapiAddress>().Select(address => address.PersonId) : [];

    private static void Set(FieldSet fields, JsonElement participant, FieldValue rank)
    {
        if (AddressOf(participant) is { } address)
        {
            fields.Set(ConversationFields.Participants, address.PersonId, rank);
        }
    }

    private static WhapiAddress? AddressOf(JsonElement participant) =>
        WhapiAddress.Read(participant.ValueKind == JsonValueKind.String ? participant : JsonValues.Member(participant, "id"u8));

    private static string? RankOf(JsonElement participant) => JsonValues.GetNonEmptyText(JsonValues.Member(participant, "rank"u8));
}

using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>What a <c>patch</c> tells: how something was, how it is now, and the names of the members that changed.</summary>
internal sealed class WhapiUpdate(JsonElement item)
{
    /// <summary>How it was; undefined where that is not told.</summary>
    public JsonElement Before { get; } = JsonValues.Member(item, "before_update"u8);

    /// <summary>How it is now.</summary>
    public JsonElement After { get; } = JsonValues.Member(item, "after_update"u8);

    /// <summary>Whether it tells how it is now.</summary>
    public bool IsTold => After.ValueKind == JsonValueKind.Object;

    /// <summary>The list of names as it came; undefined where there is none.</summary>
    public JsonElement Changes { get; } = JsonValues.Member(item, "changes"u8);

    /// <summary>The id of what changed.</summary>
    public string? Id => JsonValues.GetNonEmptyText(JsonValues.Member(After, "id"u8)) ?? JsonValues.GetNonEmptyText(JsonValues.Member(Before, "id"u8));

    /// <summary>Whether a member is among those that changed.</summary>
    public bool Names(string member) => Changed.Contains(member);

    /// <summary>The field that changed; null where it is none, or not the only one.</summary>
    public Field? FieldOf(JsonFieldMap map) => Changed.Select(map.FieldOf).ToList() is [{ } field] ? field : null;

    /// <summary>Clears what is gone: Whapi.Cloud leaves out what has no value.</summary>
    public void ClearGone(FieldSet fields, JsonFieldMap map)
    {
        var gone = Changed.ToHashSet();
        gone.IntersectWith(NamesOf(Before));
        gone.ExceptWith(NamesOf(After));
        foreach (var name in gone)
        {
            map.Clear(fields, name);
        }
    }

    private IEnumerable<string> Changed =>
        Changes.ValueKind == JsonValueKind.Array ? Changes.EnumerateArray().Select(JsonValues.GetNonEmptyText).OfType<string>() : [];

    private static IEnumerable<string> NamesOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(JsonValues.NameOf) : [];
}

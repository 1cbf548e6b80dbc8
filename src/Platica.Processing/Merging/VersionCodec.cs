using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Merging;

/// <summary>
/// The text of the bookkeeping column: the distinct versions once, and for each field which of them set it.
/// <c>{"v":[[updatedTicks,timestampTicks,rank,"eventId"],…],"f":{"Status":0,…},"k":{"CustomFields":{"etapa":1},…}}</c>
/// The same state gives the same text.
/// </summary>
internal static class VersionCodec
{
    private const int LongestId = 64;

    /// <summary>An event id that is over-long stands in versions by its SHA-256.</summary>
    public static string ShortId(string eventId) =>
        eventId.Length <= LongestId ? eventId : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));

    /// <summary>Writes the versions of a state.</summary>
    public static string Write(EntityState state, FieldCatalog fields) => JsonText.Write((state, fields), static (writer, source) =>
    {
        var versions = source.state.Versions();
        writer.WriteStartObject();
        WriteVersions(writer, versions);
        WriteFields(writer, source.state, source.fields, versions);
        WriteKeys(writer, source.state, source.fields, versions);
        writer.WriteEndObject();
    });

    /// <summary>Reads them back: for each field, and each key of a map field, the version that set it.</summary>
    public static IEnumerable<(Field Field, string? Key, ChangeVersion Version)> Read(string text, FieldCatalog fields)
    {
        using var document = JsonDocument.Parse(text);
        ChangeVersion[] versions = [.. document.RootElement.GetProperty("v").EnumerateArray().Select(ReadVersion)];
        foreach (var member in document.RootElement.GetProperty("f").EnumerateObject())
        {
            if (fields.TryGet(JsonMarshal.GetRawUtf8PropertyName(member), out var field))
            {
                yield return (field, null, versions[member.Value.GetInt32()]);
            }
        }

        foreach (var map in document.RootElement.GetProperty("k").EnumerateObject())
        {
            if (fields.TryGet(JsonMarshal.GetRawUtf8PropertyName(map), out var field))
            {
                foreach (var member in map.Value.EnumerateObject())
                {
                    yield return (field, member.Name, versions[member.Value.GetInt32()]);
                }
            }
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, EntityState state, FieldCatalog fields, List<ChangeVersion> versions)
    {
        writer.WriteStartObject("f");
        foreach (var field in fields)
        {
            if (state.Slots.TryGetValue((field, null), out var slot))
            {
                writer.WriteNumber(field.Column, versions.BinarySearch(slot.Version));
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteVersions(Utf8JsonWriter writer, List<ChangeVersion> versions)
    {
        writer.WriteStartArray("v");
        foreach (var version in versions)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(version.UpdatedAt.UtcTicks);
            writer.WriteNumberValue(version.Timestamp.UtcTicks);
            writer.WriteNumberValue(version.Rank);
            writer.WriteStringValue(version.EventId);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteKeys(Utf8JsonWriter writer, EntityState state, FieldCatalog fields, List<ChangeVersion> versions)
    {
        writer.WriteStartObject("k");
        foreach (var field in fields)
        {
            if (field.Type == FieldType.Map && state.MembersOf(field) is { Count: > 0 } members)
            {
                writer.WriteStartObject(field.Column);
                foreach (var (key, slot) in members)
                {
                    writer.WriteNumber(key, versions.BinarySearch(slot.Version));
                }

                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }

    private static ChangeVersion ReadVersion(JsonElement element) => new(
        new DateTimeOffset(element[0].GetInt64(), TimeSpan.Zero),
        new DateTimeOffset(element[1].GetInt64(), TimeSpan.Zero),
        element[3].GetString()!,
        element[2].GetInt32());
}

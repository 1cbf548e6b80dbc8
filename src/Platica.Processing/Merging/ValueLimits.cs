using System.Globalization;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Merging;

/// <summary>
/// Keeps single values to a size that a row can hold. The cut depends on the value alone, so it does not disturb merging, and nothing
/// is lost: the whole is in the archived delivery.
/// </summary>
internal static class ValueLimits
{
    /// <summary>Thirty times the longest WhatsApp message.</summary>
    public const int TextCharacters = 128 * 1024;

    /// <summary>For raw JSON of lists, custom fields and unknown fields.</summary>
    public const int JsonCharacters = 32 * 1024;

    /// <summary>Several names of this length and the rest of their row stay under the limit of a row.</summary>
    private const int NameCharacters = 16 * 1024;

    /// <summary>As Service Bus limits the reason and the description of a dead letter.</summary>
    private const int DescriptionCharacters = 4096;

    /// <summary>A name or id of an envelope as a column shows it. A dead letter must never be refused for one that is too long.</summary>
    public static string CutName(string name) => name.Length > NameCharacters ? CutText(name, NameCharacters) : name;

    /// <summary>Why something was put aside, as every queue takes it.</summary>
    public static string CutDescription(string text) => text.Length > DescriptionCharacters ? CutText(text, DescriptionCharacters) : text;

    /// <summary>The value itself, or what stands for one that is too long.</summary>
    public static FieldValue Cut(Field field, FieldValue value) => value.Value switch
    {
        string text when field.Type == FieldType.Text && text.Length > TextCharacters => FieldValue.Text(CutText(text, TextCharacters)),
        string json when field.Type is FieldType.Json or FieldType.Map && json.Length > JsonCharacters => FieldValue.Json(CutJson(json)),
        _ => value,
    };

    /// <summary>Raw JSON, or what stands for one that is too long: JSON cannot be cut in the middle.</summary>
    public static string CutJson(string json) => json.Length <= JsonCharacters
        ? json
        : string.Create(CultureInfo.InvariantCulture, $"{{\"truncated\":true,\"characters\":{json.Length}}}");

    private static string CutText(string text, int characters)
    {
        var length = characters - 1;
        length -= char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return string.Concat(text.AsSpan(0, length), "…");
    }
}

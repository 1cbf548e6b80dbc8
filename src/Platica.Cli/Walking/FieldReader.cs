using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platica.Cli.Walking;

/// <summary>Turns what was typed into what a phone would send.</summary>
internal static class FieldReader
{
    private static readonly string[] Yes = ["y", "yes", "s", "si", "sí", "true", "1"];
    private static readonly string[] No = ["n", "no", "false", "0"];

    /// <summary>The value; undefined for a field that is left empty.</summary>
    /// <param name="field">The field.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="problem">What is wrong with it, in a sentence; null when all is well.</param>
    public static JsonElement Read(FlowField field, string typed, out string? problem)
    {
        var text = typed.Trim();
        JsonElement value = text.Length == 0 ? default : field.Kind switch
        {
            FieldKind.Number => IsNumber(text) ? FlowText.From(text) : default,
            FieldKind.YesNo => YesOrNo(text),
            FieldKind.One => Choose(field, text) is { } id ? FlowText.From(id) : default,
            FieldKind.Several => Choose(field, text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
            FieldKind.Date => IsDay(text) ? FlowText.From(text) : default,
            FieldKind.DateRange => Range(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            FieldKind.Files => default,
            _ => FlowText.From(text),
        };
        problem = (value.ValueKind, text.Length) switch
        {
            (JsonValueKind.Undefined, 0) => field.IsRequired ? "This one may not be left empty." : null,
            (JsonValueKind.Undefined, _) => Expected(field.Kind),
            _ => null,
        };
        return value;
    }

    /// <summary>A value as it would be typed.</summary>
    public static string Type(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(FlowText.Of)),
        JsonValueKind.Object => string.Join(' ', value.EnumerateObject().Select(property => FlowText.Of(property.Value))),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => FlowText.Of(value),
    };

    private static string Expected(FieldKind kind) => kind switch
    {
        FieldKind.Number => "A number, please.",
        FieldKind.YesNo => "Yes or no, please.",
        FieldKind.One => "One of the list, please: its number, id or title.",
        FieldKind.Several => "Some of the list, please: their numbers, ids or titles, with commas between.",
        FieldKind.Date => "A day such as 2026-11-26, please.",
        FieldKind.DateRange => "The first and the last day, please, such as 2026-11-26 2026-11-28.",
        _ => "Files cannot be sent from here: leave it empty.",
    };

    private static string? Choose(FlowField field, string text) =>
        (field.Choices.FirstOrDefault(choice => choice.Id == text)
            ?? field.Choices.FirstOrDefault(choice => choice.Title.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? field.Choices.ElementAtOrDefault(number - 1)
                : null))?.Id;

    private static JsonElement Choose(FlowField field, string[] texts)
    {
        var ids = texts.Select(text => Choose(field, text)).ToList();
        return ids.Contains(null) ? default : FlowText.From(ids.OfType<string>());
    }

    private static JsonElement YesOrNo(string text) =>
        Yes.Contains(text, StringComparer.OrdinalIgnoreCase) ? FlowText.True
        : No.Contains(text, StringComparer.OrdinalIgnoreCase) ? FlowText.False
        : default;

    private static JsonElement Range(string[] days) => days is [var first, var last] && IsDay(first) && IsDay(last)
        ? JsonSerializer.SerializeToElement(new JsonObject { ["start-date"] = first, ["end-date"] = last })
        : default;

    private static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

using System.Globalization;
using System.Text.Json;
using Platica.Flows.FlowJson.Model;

namespace Platica.Flows.FlowJson.Contract;

/// <summary>Compares an answer's data with what a screen declares. Paths and messages are made only for what does not fit.</summary>
internal static class AnswerData
{
    private const string Root = "data";

    private static readonly FlowDataType Text = FlowDataType.Of(FlowDataKind.String);

    /// <summary>The data of a screen.</summary>
    /// <param name="fields">What the screen declares.</param>
    /// <param name="data">The data.</param>
    /// <param name="moves">Whether the person comes from another screen; one who stays has the rest of the data already.</param>
    /// <param name="violations">Takes what does not fit.</param>
    public static void Check(IReadOnlyList<FlowDataField> fields, JsonElement data, bool moves, ref List<FlowAnswerViolation>? violations)
    {
        if (data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null))
        {
            Add(ref violations, FlowViolationKind.WrongType, Root, "The data must be an object.");
            return;
        }

        var before = violations?.Count ?? 0;
        var isError = data.ValueKind == JsonValueKind.Object && data.TryGetProperty(AnswerKeys.ErrorMessage, out _);
        CheckKeys(fields, data, isTop: true, ref violations);
        if (moves && !isError)
        {
            CheckMissing(fields, data, isTop: true, ref violations);
        }

        Prefix(violations, before, Root);
    }

    /// <summary>
    /// The data of the answer that ends a Flow: <c>extension_message_response.params</c> ("Final Response Payload" in Meta's guide to
    /// implementing endpoints).
    /// </summary>
    public static void CheckEnd(JsonElement data, ref List<FlowAnswerViolation>? violations)
    {
        if (data.ValueKind != JsonValueKind.Object
            || !data.TryGetProperty("extension_message_response"u8, out var response) || response.ValueKind != JsonValueKind.Object
            || !response.TryGetProperty("params"u8, out var parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            Add(
                ref violations,
                FlowViolationKind.WrongType,
                Root,
                "An answer that ends the Flow needs the object extension_message_response.params.");
        }
    }

    private static void CheckKeys(
        IReadOnlyList<FlowDataField> fields, JsonElement value, bool isTop, ref List<FlowAnswerViolation>? violations)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            var before = violations?.Count ?? 0;
            var field = AnswerKeys.Find(fields, property);
            if (isTop && field?.Type.Fields.Count > 0 && property.NameEquals(AnswerKeys.ErrorMessages))
            {
                // Not every field has an error.
                CheckKeys(field.Type.Fields, property.Value, isTop: false, ref violations);
            }
            else if (field is not null)
            {
                CheckValue(field.Type, property.Value, ref violations);
            }
            else if (isTop && property.NameEquals(AnswerKeys.ErrorMessage))
            {
                CheckValue(Text, property.Value, ref violations);
            }
            else if (isTop || !AnswerKeys.IsEntryAction(property))
            {
                Add(ref violations, FlowViolationKind.UndeclaredKey, "", "The screen does not declare this key.");
            }

            if (violations?.Count > before)
            {
                Prefix(violations, before, PlainName.Of(property.Name));
            }
        }
    }

    private static void CheckMissing(
        IReadOnlyList<FlowDataField> fields, JsonElement value, bool isTop, ref List<FlowAnswerViolation>? violations)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            if (isTop && fields[index].Utf8Name.SequenceEqual(AnswerKeys.ErrorMessages))
            {
                continue;
            }

            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(fields[index].Utf8Name, out _))
            {
                var field = fields[index];
                Add(ref violations, FlowViolationKind.MissingKey, field.Name, $"The screen declares this key as {field.Type.Name}.");
            }
        }
    }

    private static void CheckValue(FlowDataType type, JsonElement value, ref List<FlowAnswerViolation>? violations)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            Add(ref violations, FlowViolationKind.NullValue, "", "Flows know no null: leave the key out.");
        }
        else if (!type.Fits(value))
        {
            Add(ref violations, FlowViolationKind.WrongType, "", $"The screen declares {type.Name}, but this is {Name(value)}.");
        }
        else if (type.Fields.Count > 0)
        {
            CheckKeys(type.Fields, value, isTop: false, ref violations);
            CheckMissing(type.Fields, value, isTop: false, ref violations);
        }
        else if (type.Items is not null)
        {
            CheckItems(type.Items, value, ref violations);
        }
    }

    private static void CheckItems(FlowDataType type, JsonElement list, ref List<FlowAnswerViolation>? violations)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var before = violations?.Count ?? 0;
            if (item.ValueKind == JsonValueKind.Null)
            {
                // Unlike a key, an entry cannot be left out: the others would move.
                Add(ref violations, FlowViolationKind.WrongType, "", "Flows know no null.");
            }
            else
            {
                CheckValue(type, item, ref violations);
            }

            if (violations?.Count > before)
            {
                Prefix(violations, before, string.Create(CultureInfo.InvariantCulture, $"[{index}]"));
            }

            index++;
        }
    }

    private static void Add(ref List<FlowAnswerViolation>? violations, FlowViolationKind kind, string path, string message) =>
        (violations ??= []).Add(new(kind, path, message));

    // Found from the inside out: each level puts its own name before what the inner ones found.
    private static void Prefix(List<FlowAnswerViolation>? violations, int from, string name)
    {
        for (var index = from; index < violations?.Count; index++)
        {
            var path = violations[index].Path;
            violations[index] = violations[index] with { Path = path.Length == 0 ? name : path[0] == '[' ? name + path : $"{name}.{path}" };
        }
    }

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "a boolean",
    };
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platica.Flows.FlowJson.Model;

namespace Platica.Flows.FlowJson.Contract;

/// <summary>Makes the data that may be sent: without keys that nothing declares, and without nulls.</summary>
internal static class AnswerMender
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement Mend(IReadOnlyList<FlowDataField> fields, JsonElement data)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Options))
        {
            WriteObject(writer, fields, data, isTop: true);
        }

        return JsonElement.Parse(json.WrittenSpan);
    }

    private static void WriteObject(Utf8JsonWriter writer, IReadOnlyList<FlowDataField> fields, JsonElement value, bool isTop)
    {
        writer.WriteStartObject();
        foreach (var property in value.EnumerateObject())
        {
            var field = AnswerKeys.Find(fields, property);
            var isKnown = field is not null || (isTop ? property.NameEquals(AnswerKeys.ErrorMessage) : AnswerKeys.IsEntryAction(property));
            if (isKnown && property.Value.ValueKind != JsonValueKind.Null)
            {
                writer.WritePropertyName(property.Name);
                WriteValue(writer, field?.Type, property.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, FlowDataType? type, JsonElement value)
    {
        if (type?.Fields.Count > 0 && value.ValueKind == JsonValueKind.Object)
        {
            WriteObject(writer, type.Fields, value, isTop: false);
        }
        else if (type?.Items is { } items && value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray())
            {
                WriteValue(writer, items, item);
            }

            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}

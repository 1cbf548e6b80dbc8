using System.Text.Json;
using Platica.Flows.FlowJson.Model;

namespace Platica.Flows.FlowJson.Contract;

/// <summary>Which keys an answer's data may have.</summary>
internal static class AnswerKeys
{
    /// <summary>
    /// "Include an optional error_message in the data object": it shows as a snackbar and is never declared. Source: "Next Screen Response
    /// Payload" in Meta's guide to implementing endpoints.
    /// </summary>
    public static ReadOnlySpan<byte> ErrorMessage => "error_message"u8;

    /// <summary>
    /// What a Form's <c>error-messages</c> is bound to: "Dynamic error-messages = ${data.error_messages}", "Form configuration" in Meta's Flow
    /// JSON reference. It is declared as any key is, but only an answer that tells errors has it.
    /// </summary>
    public static ReadOnlySpan<byte> ErrorMessages => "error_messages"u8;

    /// <summary>The declaration of a key; null where there is none.</summary>
    public static FlowDataField? Find(IReadOnlyList<FlowDataField> fields, JsonProperty property)
    {
        // By index: an enumerator would be one more object for every answer.
        for (var index = 0; index < fields.Count; index++)
        {
            if (property.NameEquals(fields[index].Utf8Name))
            {
                return fields[index];
            }
        }

        return null;
    }

    /// <summary>
    /// Whether an entry of a list may have this key though nothing declares it: Meta's own example of update_data sends on-select-action in
    /// entries that declare id and title only.
    /// </summary>
    public static bool IsEntryAction(JsonProperty property) =>
        property.NameEquals("on-select-action"u8) || property.NameEquals("on-unselect-action"u8) || property.NameEquals("on-click-action"u8);
}

using System.Text;
using System.Text.Json;
using Platica.Webhooks;

namespace Platica.Processing.Tables;

/// <summary>What was kept of a delivery's headers. The webhook's id, which readers see, has a column of its own.</summary>
internal static class AttributeColumns
{
    private const string Attributes = "Attributes";

    /// <summary>Writes them: a JSON object, and the webhook's id beside it.</summary>
    public static void Set(RowColumns columns, IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.TryGetValue(DeliveryAttributes.WebhookId, out var webhookId))
        {
            columns[BodyColumns.WebhookId] = webhookId;
        }

        if (attributes.Count > (webhookId is null ? 0 : 1))
        {
            ColumnParts.SetText(columns, Attributes, Write(attributes));
        }
    }

    /// <summary>Reads them; rows of earlier versions have none but the webhook's id.</summary>
    public static IReadOnlyDictionary<string, string> Read(TableRow row)
    {
        var json = ColumnParts.GetText(row, Attributes);
        var webhookId = row.GetText(BodyColumns.WebhookId);
        if (json is null && webhookId is null)
        {
            return Delivery.EmptyAttributes;
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (webhookId is not null)
        {
            attributes[DeliveryAttributes.WebhookId] = webhookId;
        }

        if (json is not null)
        {
            using var document = JsonDocument.Parse(json);
            foreach (var attribute in document.RootElement.EnumerateObject())
            {
                attributes[attribute.Name] = attribute.Value.GetString()!;
            }
        }

        return attributes;
    }

    private static string Write(IReadOnlyDictionary<string, string> attributes)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in attributes)
            {
                if (name != DeliveryAttributes.WebhookId)
                {
                    writer.WriteString(name, value);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }
}

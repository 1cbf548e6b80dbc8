using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Convergence;

/// <summary>One event of a generated case.</summary>
/// <param name="Number">Stays while a case is shrunk.</param>
/// <param name="Body">The raw body.</param>
internal sealed record GeneratedEvent(int Number, string Body)
{
    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "id", "event", "workspaceId", "timestamp", "resourceType", "resourceId", "creationDate", "lastUpdate",
    };

    /// <summary>Counts for Flow exchanges only.</summary>
    private static readonly FlowReply?[] Replies =
    [
        null,
        new("""{"screen":"PAYMENT","data":{"amount_mxn":1}}"""u8.ToArray(), "answered", 1.5),
        new("""{"data":{"acknowledged":true}}"""u8.ToArray(), "deadline", 450),
    ];

    /// <summary>
    /// The delivery. Arrival, headers, provider and reply come from the body, so that equal bodies are one delivery that the queue brings again:
    /// of a repetition by the provider itself the archive keeps the first arrival, and the first reply, which no order can make the same.
    /// </summary>
    public Delivery Delivery { get; } = Deliver(Body);

    /// <summary>Ids and times alone: enough to see what meets what.</summary>
    public override string ToString() => $"#{Number} {Read(Show, "(not an object)")} received {Delivery.ReceivedAt:HH:mm}";

    /// <summary>The same event with one member less, for each member.</summary>
    public IEnumerable<GeneratedEvent> Smaller() =>
        Read(root => Without(root).ToList(), []).Select(body => new GeneratedEvent(Number, body));

    private static Delivery Deliver(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var hash = SHA256.HashData(bytes);
        var attributes = new Dictionary<string, string> { ["webhookId"] = $"hook_{hash[0] % 2}" };
        if (hash[1] % 4 == 0)
        {
            attributes["event"] = "message.updated";
            attributes["timestamp"] = SnapshotGen.Times[hash[2] % SnapshotGen.Times.Length];
        }

        return new Delivery
        {
            Provider = hash[3] == 0 ? "unknown" : Pipeline.Provider.Name,
            ReceivedAt = Posted.Arrival.AddMinutes(hash[4] % 3),
            Body = bytes,
            Attributes = attributes,
            Reply = Replies[hash[5] % Replies.Length],
        };
    }

    private static IEnumerable<string> Without(JsonElement parent)
    {
        (string Name, string Value)[] members = [.. parent.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText()))];
        foreach (var (index, member) in parent.EnumerateObject().Index())
        {
            yield return JsonGen.Braces([.. members[..index], .. members[(index + 1)..]]);
            foreach (var smaller in member.Value.ValueKind == JsonValueKind.Object ? Without(member.Value) : [])
            {
                yield return JsonGen.Braces([.. members[..index], (member.Name, smaller), .. members[(index + 1)..]]);
            }
        }
    }

    private static string Show(JsonElement parent) => string.Join(' ', parent.EnumerateObject().Select(member =>
        member.Value.ValueKind == JsonValueKind.Object ? $"{member.Name}({Show(member.Value)})"
        : Shown.Contains(member.Name) ? $"{member.Name}={member.Value.GetRawText()}"
        : member.Name));

    private T Read<T>(Func<JsonElement, T> read, T otherwise)
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : otherwise;
        }
        catch (JsonException)
        {
            return otherwise;
        }
    }
}

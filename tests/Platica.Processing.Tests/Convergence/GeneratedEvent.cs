using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Generating;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Convergence;

/// <summary>One call of a generated case.</summary>
/// <param name="Number">Stays while a case is shrunk.</param>
/// <param name="Body">The raw body.</param>
/// <param name="Generator">Whose call it is.</param>
internal sealed record GeneratedEvent(int Number, string Body, IDeliveryGenerator Generator)
{
    /// <summary>The call as the provider makes it.</summary>
    public Delivery Call { get; } = CallOf(Body, Generator);

    /// <summary>
    /// Its deliveries, each with an outcome of its own. Arrival, headers, provider and reply come from the body, so that equal bodies are one delivery that
    /// the queue brings again: of a repetition by the provider itself the archive keeps the first arrival, and the first reply, which no order can make the same.
    /// </summary>
    public IReadOnlyList<Delivery> Deliveries { get; } = Deliver(Body, Generator);

    /// <summary>Ids and times alone: enough to see what meets what.</summary>
    public override string ToString() =>
        $"#{Number} {Generator.Provider.Name} {Read(Show, "(not an object)")} received {string.Join(' ', Deliveries.Select(delivery => $"{delivery.ReceivedAt:HH:mm}"))}";

    /// <summary>The same call with one member or one item less, for each of them.</summary>
    public IEnumerable<GeneratedEvent> Smaller() =>
        Read(root => Without(root).ToList(), []).Select(body => new GeneratedEvent(Number, body, Generator));

    private static Delivery CallOf(string body, IDeliveryGenerator generator)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var hash = SHA256.HashData(bytes);
        return new Delivery
        {
            Provider = generator.Provider.Name,
            ReceivedAt = Posted.Arrival,
            Body = bytes,
            Attributes = generator.AttributesOf(hash),
            Reply = generator.ReplyOf(hash),
        };
    }

    private static Delivery[] Deliver(string body, IDeliveryGenerator generator)
    {
        var call = CallOf(body, generator);
        var isUnknown = SHA256.HashData(call.Body.Span)[3] == 0;
        var parts = generator.Provider.Split(isUnknown ? call with { Provider = "unknown" } : call);
        var tick = DeliveryGenerators.IndexOf(generator) + (parts is [var only] && only.Body.Span.SequenceEqual(call.Body.Span) ? 0 : TicksOfHead(parts[0]));
        return [.. parts.Select(part => part with { ReceivedAt = Posted.Arrival.AddMinutes(SHA256.HashData(part.Body.Span)[4] % 3).AddTicks(tick) })];
    }

    /// <summary>
    /// Of two deliveries with one body that come in the same tick the tables keep one, so these must not differ in anything else: not in the provider, nor, of bodies
    /// that are not as they were sent, in the calls' heads.
    /// </summary>
    private static int TicksOfHead(Delivery part)
    {
        var head = string.Join('|', part.Attributes.OrderBy(attribute => attribute.Key).Select(attribute => $"{attribute.Key}={attribute.Value}"));
        return DeliveryGenerators.All.Count * (1 + BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(head))));
    }

    private static IEnumerable<string> Without(JsonElement parent) => parent.ValueKind switch
    {
        JsonValueKind.Object => WithoutMember(parent),
        JsonValueKind.Array => WithoutItem(parent),
        _ => [],
    };

    private static IEnumerable<string> WithoutMember(JsonElement parent)
    {
        (string Name, string Value)[] members = [.. parent.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText()))];
        foreach (var (index, member) in parent.EnumerateObject().Index())
        {
            yield return JsonGen.Braces([.. members[..index], .. members[(index + 1)..]]);
            foreach (var smaller in Without(member.Value))
            {
                yield return JsonGen.Braces([.. members[..index], (member.Name, smaller), .. members[(index + 1)..]]);
            }
        }
    }

    private static IEnumerable<string> WithoutItem(JsonElement parent)
    {
        string[] items = [.. parent.EnumerateArray().Select(item => item.GetRawText())];
        foreach (var (index, item) in parent.EnumerateArray().Index())
        {
            yield return $"[{string.Join(',', (string[])[.. items[..index], .. items[(index + 1)..]])}]";
            foreach (var smaller in Without(item))
            {
                yield return $"[{string.Join(',', (string[])[.. items[..index], smaller, .. items[(index + 1)..]])}]";
            }
        }
    }

    private string Show(JsonElement parent) => string.Join(' ', parent.EnumerateObject().Select(member => member.Value.ValueKind switch
    {
        JsonValueKind.Object => $"{member.Name}({Show(member.Value)})",
        JsonValueKind.Array => $"{member.Name}[{string.Join("; ", member.Value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? Show(item) : item.GetRawText()))}]",
        _ when Generator.TellingMembers.Contains(member.Name) => $"{member.Name}={member.Value.GetRawText()}",
        _ => member.Name,
    }));

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

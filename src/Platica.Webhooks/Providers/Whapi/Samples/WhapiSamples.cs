using System.Text;
using System.Text.Json;
using Platica.Webhooks.Samples;

namespace Platica.Webhooks.Providers.Whapi.Samples;

/// <summary>
/// A call for each kind and method that Whapi.Cloud documents, which together tell one story: a phone is linked, Lucía comes from an ad and asks for a price,
/// the team's group changes, and in the end the channel is unlinked. All data is invented; ids are the same in every sample.
/// </summary>
public sealed class WhapiSamples : SampleStory
{
    private const string EventMember = "event";

    private WhapiSamples()
        : base(WhapiProvider.RouteName, "Whapi",
        [
            new("channel.patch", 299),
            new("users.post", 298),
            new("channel.post", 297),
            new("contacts.post", 294),
            new("chats.post", 292),
            new("messages.post", 290),
            new("presences.post", 280),
            new("messages.put", 270),
            new("statuses.post", 260),
            new("statuses.put", 255),
            new("messages.patch", 240),
            new("contacts.patch", 230),
            new("chats.put", 220),
            new("chats.patch", 210),
            new("labels.post", 200),
            new("calls.post", 190),
            new("groups.post", 180),
            new("groups.put", 170),
            new("groups.patch", 160),
            new("labels.delete", 100),
            new("messages.delete", 90),
            new("service.post", 60),
            new("chats.delete", 40),
            new("users.delete", 20),
        ])
    {
    }

    /// <summary>The one story.</summary>
    public static WhapiSamples Story { get; } = new();

    /// <summary>Whapi's <c>mode</c> setting: the kind and its method in the body, in the path, or in path and verb.</summary>
    public override IReadOnlyList<string> Modes { get; } = ["body", "path", "method"];

    /// <summary>None: it sends a secret as it is.</summary>
    public override SignatureScheme? Signature => null;

    /// <inheritdoc/>
    public override ProviderCall CallFor(ReadOnlyMemory<byte> body, CallOptions options)
    {
        var (type, method) = SampleBody.Read(body, ReadEvent, (null, null));
        var isNamed = type is not null && method is not null;
        var mode = isNamed ? options.Mode ?? Modes[0] : Modes[0];
        string?[] segments = [options.PathSecret, mode == "body" ? null : type, mode == "path" ? method : null];
        return new()
        {
            Method = mode == "method" ? method!.ToUpperInvariant() : RequestHead.Post,
            Path = string.Join('/', segments.Where(segment => !string.IsNullOrEmpty(segment)).Select(segment => Uri.EscapeDataString(segment!))),
            Headers = options.Secret.IsEmpty ? [] : [new(options.SecretHeader ?? WhapiSettings.DefaultHeader, Encoding.UTF8.GetString(options.Secret.Span))],
            Body = mode == "body" ? body : WithoutEvent(body),
            EventName = isNamed ? $"{type}.{method}" : null,
        };
    }

    /// <inheritdoc/>
    protected override string NewEventId() => string.Empty;

    private static (string? Type, string? Method) ReadEvent(JsonElement root) =>
        root.TryGetProperty(EventMember, out var named) && named.ValueKind == JsonValueKind.Object
            ? (SampleBody.HeaderText(named, "type"), SampleBody.HeaderText(named, EventMember) ?? SampleBody.HeaderText(named, "method"))
            : (null, null);

    private static byte[] WithoutEvent(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        using var buffer = new MemoryStream(body.Length);
        using (var writer = new Utf8JsonWriter(buffer, SampleTemplate.AsJavaScriptWrites))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Name != EventMember))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}

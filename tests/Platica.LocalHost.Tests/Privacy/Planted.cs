using System.Text;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Privacy;

/// <summary>
/// The sample story of a person whose data is found wherever it goes: whatever of it is in a log came out of a body, a header, a URL or an
/// exception.
/// </summary>
internal static class Planted
{
    public const string Phone = "+5215598761234";
    public const string Name = "Zoraida Quetzalli";
    public const string Email = "zoraida.q@privado.example";
    public const string Text = "mi tarjeta termina en xolotl";
    public const string QrCode = "data:image/png;base64,UVJxUVJxUVJx";

    /// <summary>What a store, a queue or a handler says when it fails, quoting what it was given.</summary>
    public const string Complaint = $"Cannot keep {Name} ({Phone}, {Email}): {Text}";

    /// <summary>The end of the phone, which every spelling has; looked for among an entry's digits alone.</summary>
    private const string PhoneDigits = "5598761234";

    private static readonly (string Sample, string Planted)[] Replacements =
    [
        ("Lucía Hernández", Name),
        ("Lucía", "Zoraida"),
        ("Hernández", "Quetzalli"),
        ("5215500000001", Phone[1..]),
        ("lucia@example.com", Email),
        ("ana@example.com", "agente@privado.example"),
        ("Hola, vi su anuncio.", Text),
        ("Hola, ¿qué precio", Text),
        ("\"data\":{", $"\"data\":{{\"qrCode\":\"{QrCode}\","),
    ];

    /// <summary>Members whose texts are words of a catalogue or ids, which logs may hold, as they may what a Flow is called.</summary>
    private static readonly string[] Harmless =
    [
        "id", "event", "workspaceId", "timestamp", "source", "resourceType", "resourceId", "status", "operation", "action", "screen", "version",
        "platform", "channelId", "conversationId", "clientId", "messageId", "contentType", "direction", "role", "source_type", "country", "wabaId",
        "type", "created_at", "workspace_id", "channel_id", "contactId", "assignedUserId", "channel", "messages_removed", "changes",
        "dataApiVersion", "jsonVersion", "categories", "flowToken", "etapa", "before", "after", "ad_id", "topic", "endpointUri",
    ];

    /// <summary>All 19 events of Platica's story.</summary>
    public static IReadOnlyList<byte[]> Bodies { get; } = BodiesOf(PlaticaSamples.Story);

    /// <summary>What no log may hold, beside the phone.</summary>
    private static IReadOnlyList<string> Secrets { get; } =
    [
        Name, "Zoraida", "Quetzalli", Email, Uri.EscapeDataString(Email), "agente@privado.example", Text, QrCode, RunningLocalHost.Secret,
        .. SampleCatalog.All.SelectMany(BodiesOf).SelectMany(Texts),
        .. Bodies.Select(body => Convert.ToBase64String(body)[..48]),
        .. Bodies.SelectMany(body => (IEnumerable<string>)[Signature(body), Signature(body, "guessed")]),
    ];

    /// <summary>All events of a provider's story.</summary>
    public static IReadOnlyList<byte[]> BodiesOf(IProviderSamples samples) => [.. samples.All(DateTimeOffset.UtcNow).Select(sample => Plant(sample.Body))];

    /// <summary>What an entry of a log tells that none may; null when it tells nothing of it.</summary>
    public static string? LeakIn(string entry) =>
        string.Concat(entry.Where(char.IsAsciiDigit)).Contains(PhoneDigits, StringComparison.Ordinal)
            ? "the phone"
            : Secrets.FirstOrDefault(secret => entry.Contains(secret, StringComparison.OrdinalIgnoreCase));

    /// <summary>The 64 digits of a body's signature.</summary>
    public static string Signature(byte[] body, string secret = RunningLocalHost.Secret) =>
        WebhookSignature.Sign(body, Encoding.UTF8.GetBytes(secret))[WebhookSignature.Prefix.Length..];

    private static byte[] Plant(ReadOnlyMemory<byte> sample) => Encoding.UTF8.GetBytes(Replacements.Aggregate(
        Encoding.UTF8.GetString(sample.Span), (body, replacement) => body.Replace(replacement.Sample, replacement.Planted, StringComparison.Ordinal)));

    private static IEnumerable<string> Texts(byte[] body) => TextsOf(JsonElement.Parse(body), string.Empty);

    private static IEnumerable<string> TextsOf(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(member => member.Name != "flow").SelectMany(member => TextsOf(member.Value, member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => TextsOf(item, name)),
        JsonValueKind.String when IsTelling(name, element.GetString()!) => [element.GetString()!],
        _ => [],
    };

    private static bool IsTelling(string name, string text) =>
        text.Length > 4 && !Harmless.Contains(name) && !name.EndsWith("At", StringComparison.Ordinal)
        && !name.EndsWith("Date", StringComparison.Ordinal) && name != "lastUpdate";
}

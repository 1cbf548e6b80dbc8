using System.Globalization;
using System.Text;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Benchmarks.Load;

/// <summary>
/// One of Platica's samples as the bytes of an HTTP request, with places for a number that makes each request another delivery. Making the
/// next one costs the client little more than its signature, and the same whoever is called.
/// </summary>
internal sealed class RequestTemplate
{
    /// <summary>The secret that every load run signs with.</summary>
    public const string Secret = "8f3b0c6d1e5a49728f3b0c6d1e5a4972";

    /// <summary>How many digits a number has.</summary>
    public const int Digits = 12;

    private const string NumberMark = "############";

    // As long as a number, so that lengths stay: an id of few values.
    private const string PersonMark = "@@@@@@@@@@@@";

    private long _lastNumber;

    private RequestTemplate(string json, bool isSigned = true)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var head = new StringBuilder($"POST /api/webhooks/{PlaticaProvider.RouteName} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n");
        foreach (var (name, value) in PlaticaRequest.HeadersFor(body, isSigned ? Encoding.UTF8.GetBytes(Secret) : []))
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        Bytes = [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
        BodyBytes = body.Length;
        NumberPlaces = PlacesOf(NumberMark);
        PersonPlaces = PlacesOf(PersonMark);
        IsSigned = isSigned;
        SignaturePlace = isSigned ? EndOf($"{PlaticaHeaders.Signature}: sha256=") : 0;
    }

    /// <summary>Head and body, with marks where numbers go.</summary>
    public byte[] Bytes { get; }

    /// <summary>Length of the body at the end of <see cref="Bytes"/>.</summary>
    public int BodyBytes { get; }

    /// <summary>Where the delivery's number goes.</summary>
    public int[] NumberPlaces { get; }

    /// <summary>Where the number of the client and the conversation goes.</summary>
    public int[] PersonPlaces { get; }

    /// <summary>Whether requests have a signature.</summary>
    public bool IsSigned { get; }

    /// <summary>Where the 64 hexadecimal digits of the signature go.</summary>
    public int SignaturePlace { get; }

    /// <summary>A message of a customer: a new event and a new message each time.</summary>
    public static RequestTemplate Message() => new(MessageJson());

    /// <summary>The same without a signature, as a stranger would send it.</summary>
    public static RequestTemplate UnsignedMessage() => new(MessageJson(), isSigned: false);

    /// <summary>A form of the quote Flow's first screen: a new event of another person's session each time.</summary>
    public static RequestTemplate QuoteForm() => new(QuoteFormJson());

    /// <summary>The same form of the Flow whose handler blocks.</summary>
    public static RequestTemplate StuckForm() => new(QuoteFormJson()
        .Replace("flow_doc_abc", StuckFlow.Id, StringComparison.Ordinal)
        .Replace("Quote flow", StuckFlow.Name, StringComparison.Ordinal));

    /// <summary>The number of the next request, never the same twice.</summary>
    public long NextNumber() => Interlocked.Increment(ref _lastNumber);

    private static string MessageJson() =>
        SampleJson(PlaticaEvents.MessageCreated).Replace("msg_lucia_1", $"msg_{NumberMark}", StringComparison.Ordinal);

    private static string QuoteFormJson() =>
        SampleJson(PlaticaEvents.FlowScreenAdvance).Replace("bHVjaWEtMDE=", $"token-{NumberMark}", StringComparison.Ordinal);

    private static string SampleJson(string eventName)
    {
        var sample = PlaticaSamples.Story.Create(eventName, TimeProvider.System.GetUtcNow());
        return Encoding.UTF8.GetString(sample.Body.Span)
            .Replace(sample.EventId, string.Concat(sample.EventId.AsSpan(0, sample.EventId.Length - Digits), NumberMark), StringComparison.Ordinal)
            .Replace("cli_lucia", $"cli_{PersonMark}", StringComparison.Ordinal)
            .Replace("conv_lucia", $"conv_{PersonMark}", StringComparison.Ordinal);
    }

    private int EndOf(string text) => Bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) + text.Length;

    private int[] PlacesOf(string mark)
    {
        var pattern = Encoding.ASCII.GetBytes(mark);
        return [.. Enumerable.Range(0, Bytes.Length - Digits).Where(place => Bytes.AsSpan(place, Digits).SequenceEqual(pattern))];
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Takes QR codes out of a call before anything of it is kept: whoever scans one links the business's account to a device of his own. What is
/// left tells that there was one, its state and how long it is valid.
/// </summary>
internal static partial class WhapiQr
{
    /// <summary>The attribute of a delivery whose whole body was taken out.</summary>
    public const string RemovedAttribute = "removed";

    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    /// <summary>
    /// The delivery with null for every <c>base64</c> and <c>rowdata</c> of a call that tells of the channel. In a body that cannot be read nobody knows where a code ends:
    /// where it mentions one, nothing of it is kept.
    /// </summary>
    public static Delivery Remove(Delivery delivery)
    {
        var body = JsonBody.WithoutMark(delivery.Body).Span;
        try
        {
            List<Range> found = TellsOfChannel(body) || IsOfChannel(delivery) ? Find(body) : [];
            return found.Count == 0 ? delivery : delivery with { Body = Without(found, body) };
        }
        catch (JsonException)
        {
            return IsOfChannel(delivery) || Mention().IsMatch(Readable(body)) ? Emptied(delivery) : delivery;
        }
    }

    /// <summary>Whether the body tells of the channel: only there is <c>base64</c> the picture of a code.</summary>
    /// <exception cref="JsonException">The body is neither an object nor an array, or breaks off.</exception>
    private static bool TellsOfChannel(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Options);
        if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            throw new JsonException("The body is neither an object nor an array.");
        }

        var tells = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = JsonValues.NameIs(ref reader, "type"u8);
                tells |= JsonValues.NameIs(ref reader, "qr"u8) || JsonValues.NameIs(ref reader, "health"u8);
                reader.Read();
                tells |= isType && reader.TokenType == JsonTokenType.String && IsChannel(ref reader);
            }
        }

        return tells;
    }

    private static bool IsChannel(ref Utf8JsonReader reader)
    {
        using var type = JsonDocument.ParseValue(ref reader);
        return JsonValues.GetNonEmptyText(type.RootElement) is { } text && WhapiEvents.TypeOf(text) == WhapiEvents.Channel;
    }

    /// <summary>Where the values are, in their order.</summary>
    private static List<Range> Find(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Options);
        var found = new List<Range>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var isCode = JsonValues.NameIs(ref reader, "base64"u8) || JsonValues.NameIs(ref reader, "rowdata"u8);
                var isQr = JsonValues.NameIs(ref reader, "qr"u8);
                reader.Read();
                if (isCode || (isQr && reader.TokenType != JsonTokenType.StartObject))
                {
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    found.Add(start..(int)reader.BytesConsumed);
                }
            }
        }

        return found;
    }

    private static ReadOnlyMemory<byte> Without(List<Range> found, ReadOnlySpan<byte> body)
    {
        var kept = new ArrayBufferWriter<byte>(body.Length);
        var position = 0;
        foreach (var value in found)
        {
            kept.Write(body[position..value.Start.Value]);
            kept.Write("null"u8);
            position = value.End.Value;
        }

        kept.Write(body[position..]);
        return kept.WrittenMemory;
    }

    private static bool IsOfChannel(Delivery delivery) =>
        delivery.Attributes.TryGetValue(WhapiRoute.TypeAttribute, out var type) && WhapiEvents.TypeOf(type) == WhapiEvents.Channel;

    private static Delivery Emptied(Delivery delivery) => delivery with
    {
        Body = EmptyObject,
        Attributes = new Dictionary<string, string>(delivery.Attributes, StringComparer.Ordinal) { [RemovedAttribute] = "qr" },
    };

    /// <summary>The body's plain characters, also where they are escaped, or two bytes each.</summary>
    private static string Readable(ReadOnlySpan<byte> body) => EscapedCharacter().Replace(
        Encoding.Latin1.GetString(body).Replace("\0", string.Empty, StringComparison.Ordinal),
        escaped => ((char)int.Parse(escaped.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>Not what begins every preview of a picture: <c>;base64,</c>.</summary>
    [GeneratedRegex("(?<![a-z0-9])qr(?![a-z0-9])|rowdata|base64(?!,)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();

    [GeneratedRegex(@"\\u00([0-9a-f]{2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EscapedCharacter();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platica.Processing.Queue;

/// <summary>A message in the fallback store: a blob whose name sorts by arrival, the oldest first, and whose content is JSON.</summary>
internal static class FallbackEntry
{
    /// <summary>What the names of entries begin with.</summary>
    public const string Prefix = "fallback/";

    /// <summary>What the names of entries begin with that could not be read back.</summary>
    public const string UnreadablePrefix = "unreadable/";

    /// <summary>What the names of entries begin with that the broker will never take.</summary>
    public const string RefusedPrefix = "refused/";

    private const int NameHashBytes = 16;

    /// <summary>The name of an entry: <c>fallback/</c>, 19 digits of ticks in UTC, and a hash of the content.</summary>
    public static string NameOf(DateTimeOffset receivedAt, ReadOnlySpan<byte> content) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}{receivedAt.UtcTicks:D19}-{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, NameHashBytes))}");

    /// <summary>Where an entry goes that will never go to the broker, under one of the other prefixes.</summary>
    public static string PutAsideNameOf(string name, string prefix) => string.Concat(prefix, name.AsSpan(Prefix.Length));

    /// <summary>The content of an entry.</summary>
    public static byte[] Write(QueueMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, FallbackJson.Default.QueueMessage);

    /// <summary>The message of an entry, or null when the content is damaged.</summary>
    public static QueueMessage? TryRead(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, FallbackJson.Default.QueueMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How messages are written to the fallback store.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(QueueMessage))]
internal sealed partial class FallbackJson : JsonSerializerContext;

using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>
/// The ids by which a broker tells repetitions: provider, workspace, event id as logs show it, and a short hash of what was received,
/// so that of two bodies under one event id neither is swallowed. An event without a time of its own may happen again word for word, so
/// its arrival counts too. How an exchange was answered does not count: the repetition was answered too.
/// </summary>
public static class MessageIds
{
    /// <summary>Under the 128 characters of Service Bus, to leave room for what tells a replay apart.</summary>
    private const int MostCharacters = 120;

    private const int ContentHashBytes = 8;
    private const string ReplayMark = ".r";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The id of a delivery's message: visible ASCII, at most 120 characters.</summary>
    internal static string Of(Delivery delivery, ProviderCatalog providers)
    {
        var (name, isTimeless) = EventOf(delivery, providers);
        var id = string.Join('.', delivery.Provider, name, ContentHash(delivery, isTimeless));
        return id.Length <= MostCharacters && !id.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? id
            : $"{delivery.Provider}.{Convert.ToHexStringLower(SHA256.HashData(BytesOf(id)))}";
    }

    /// <summary>The id of a message that is sent again: at most 128 characters.</summary>
    internal static string OfReplay(string messageId, int replay) => string.Create(CultureInfo.InvariantCulture, $"{messageId}{ReplayMark}{replay}");

    /// <summary>Which sending again a message is, 0 for none: what ends an id itself is a hash in hexadecimal digits, which no <c>r</c> begins.</summary>
    internal static int ReplayOf(string messageId)
    {
        var start = messageId.LastIndexOf(ReplayMark, StringComparison.Ordinal);
        return start >= 0
            && int.TryParse(messageId.AsSpan(start + ReplayMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var replay) ? replay : 0;
    }

    /// <summary>
    /// An id as logs show it: without the hash in which who guesses a telephone number could recognise a body. What is left finds the message.
    /// </summary>
    public static string ForLog(string messageId)
    {
        var replay = ReplayOf(messageId);
        var id = replay == 0 ? messageId : messageId[..messageId.LastIndexOf(ReplayMark, StringComparison.Ordinal)];
        var hash = id.LastIndexOf('.') + 1;
        var shown = hash > 0 && !id.AsSpan(hash).ContainsAnyExcept(HexDigits) ? id[..(hash - 1)] : id;
        return replay == 0 ? shown : OfReplay(shown, replay);
    }

    private static (string Name, bool IsTimeless) EventOf(Delivery delivery, ProviderCatalog providers) =>
        providers.TryGet(delivery.Provider, out var provider) && provider.TryReadEnvelope(delivery, out var envelope, out _)
            ? ($"{envelope.WorkspaceId}.{envelope.LogId}", envelope.Timestamp == delivery.ReceivedAt)
            : (Envelope.UnknownWorkspace, false);

    private static string ContentHash(Delivery delivery, bool withArrival)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(delivery.Body.Span);
        foreach (var (name, value) in delivery.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            hash.AppendData(BytesOf($"\0{name}\0{value}"));
        }

        if (withArrival)
        {
            hash.AppendData(BytesOf(string.Create(CultureInfo.InvariantCulture, $"\0\0{delivery.ReceivedAt.UtcTicks}")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, ContentHashBytes));
    }

    /// <summary>Not UTF-8: halves of surrogate pairs, which an id may hold, would all become the same.</summary>
    private static ReadOnlySpan<byte> BytesOf(string text) => MemoryMarshal.AsBytes(text.AsSpan());
}

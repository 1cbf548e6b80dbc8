using System.Globalization;
using System.Security.Cryptography;
using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>The names of blobs that hold bodies: <c>bodies/2026/11/20/platica/…</c>; the same bytes of one day have one name.</summary>
internal static class BodyNames
{
    private const string Prefix = "bodies/";
    private const string DayFormat = "yyyy/MM/dd";

    /// <summary>The name of a delivery's body.</summary>
    public static string Of(Delivery delivery) => NameOf(delivery, SHA256.HashData(delivery.Body.Span));

    /// <summary>The name of an answer. The body is in it: who erases one person's answer must not take away the same one to others.</summary>
    public static string OfAnswer(Delivery delivery, FlowReply reply)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(delivery.Body.Span);
        hash.AppendData(reply.Answer.Span);
        return NameOf(delivery, hash.GetHashAndReset());
    }

    /// <summary>
    /// The names that the same bytes have if they came on other days: of a repetition the archive keeps no row, so nothing else names its blob.
    /// </summary>
    /// <param name="name">A name; any other gives only itself.</param>
    /// <param name="daysBefore">How many days before.</param>
    /// <param name="daysAfter">How many days after.</param>
    public static IEnumerable<string> Around(string name, int daysBefore, int daysAfter)
    {
        var dayEnd = Prefix.Length + DayFormat.Length;
        if (name.Length <= dayEnd || !name.StartsWith(Prefix, StringComparison.Ordinal)
            || !DateTimeOffset.TryParseExact(
                name.AsSpan(Prefix.Length, DayFormat.Length), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day))
        {
            return [name];
        }

        return Enumerable.Range(-daysBefore, daysBefore + daysAfter + 1).Select(offset => $"{Prefix}{DayOf(day.AddDays(offset))}{name[dayEnd..]}");
    }

    /// <summary>The part of a name that tells a day, in UTC.</summary>
    public static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string NameOf(Delivery delivery, byte[] hash) => $"{Prefix}{DayOf(delivery.ReceivedAt)}/{delivery.Provider}/{Convert.ToHexStringLower(hash)}";
}

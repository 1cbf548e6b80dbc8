using System.Globalization;

namespace Platica.LocalHost.Journaling;

/// <summary>The place of a record as a body reference: <c>journal:</c> and its offset.</summary>
internal static class JournalReference
{
    private const string Prefix = "journal:";

    /// <summary>The reference of the record at <paramref name="offset"/>.</summary>
    public static string Of(long offset) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{offset}");

    /// <summary>The offset, if this is a reference into a journal.</summary>
    public static bool TryParse(string reference, out long offset)
    {
        offset = 0;
        return reference.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(reference.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out offset);
    }
}

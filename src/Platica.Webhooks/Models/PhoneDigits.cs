namespace Platica.Webhooks.Models;

/// <summary>
/// One spelling for a phone number. Platica writes them with and without <c>+</c>, and Mexican mobiles both as <c>52…</c> and as
/// <c>521…</c>: one number.
/// </summary>
public static class PhoneDigits
{
    private const int ShortestNumber = 5;
    private const int MexicanMobileWithOne = 13;

    /// <summary>The digits to match by, or null when this is no phone number.</summary>
    public static string? Of(string? phone)
    {
        var digits = phone.AsSpan().TrimStart('+');
        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            digits = string.Concat(phone!.Where(char.IsAsciiDigit));
        }

        return digits.Length < ShortestNumber ? null
            : digits.Length == MexicanMobileWithOne && digits.StartsWith("521") ? string.Concat("52", digits[3..])
            : digits.ToString();
    }

    /// <summary>The ways in which a number is written of which these are the digits to match by.</summary>
    public static IEnumerable<string> SpellingsOf(string digits) =>
        digits.StartsWith("52", StringComparison.Ordinal) ? [digits, string.Concat("521", digits.AsSpan(2))] : [digits];
}

using System.Globalization;
using System.Text.Json;

namespace Platica.Webhooks.Json;

/// <summary>Times since 1970, in seconds or milliseconds, as a number or as text.</summary>
internal static class UnixTime
{
    /// <summary>What is larger counts milliseconds: as seconds it would be the year 2286.</summary>
    private const decimal MostSeconds = 10_000_000_000;

    private static readonly decimal MostMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The time in UTC; null when the element tells none. Zero tells none.</summary>
    public static DateTimeOffset? Read(JsonElement element)
    {
        var isNumber = element.ValueKind == JsonValueKind.Number
            ? element.TryGetDecimal(out var told)
            : decimal.TryParse(JsonValues.GetText(element), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out told);
        if (!isNumber || told <= 0 || told > MostMilliseconds)
        {
            return null;
        }

        var milliseconds = told > MostSeconds ? told : told * 1000;
        return DateTimeOffset.UnixEpoch.AddTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
    }
}

using System.Globalization;

namespace Platica.Processing.Reading;

/// <summary>Ages as people write them: <c>30m</c>, <c>12h</c>, <c>7d</c>.</summary>
internal static class Ages
{
    /// <summary>What an age must look like, for problems.</summary>
    public const string Allowed = "an age such as 30m, 12h or 7d";

    /// <summary>The time that long before another.</summary>
    /// <exception cref="ReadProblemException">It is no age.</exception>
    public static DateTimeOffset Before(DateTimeOffset now, string age, string name)
    {
        TimeSpan? unit = age[^1] switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is { } length && ushort.TryParse(age.AsSpan(0, age.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? now - (count * length)
            : throw ReadParameters.Invalid(name, Allowed);
    }
}

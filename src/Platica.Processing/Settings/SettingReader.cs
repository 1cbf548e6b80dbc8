using System.Globalization;
using System.Text.RegularExpressions;

namespace Platica.Processing.Settings;

/// <summary>Reads single settings. One that is blank counts as not set: deployment tools leave empty what nobody filled in.</summary>
/// <param name="setting">A setting's text by its name with colons, such as <c>Receiver:MaxBodyBytes</c>; null when it is not set.</param>
public sealed partial class SettingReader(Func<string, string?> setting)
{
    private const int MostDays = 36_500;

    /// <summary>The text; null when it is not set.</summary>
    public string? Text(string name) => setting(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>The text of a setting that must be there.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="allowed">What it must be, for the message.</param>
    /// <exception cref="SettingException">It is not set.</exception>
    public string Required(string name, string allowed) => Text(name) ?? throw new SettingException(name, allowed);

    /// <summary>True or false, in any letter case; false when it is not set.</summary>
    /// <exception cref="SettingException">It is neither.</exception>
    public bool Flag(string name) => Text(name) switch
    {
        null => false,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw new SettingException(name, "true or false"),
    };

    /// <summary>A whole number in digits.</summary>
    /// <exception cref="SettingException">It is none, or out of its range.</exception>
    public int Number(string name, int fallback, int least, int most) => Text(name) switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => throw new SettingException(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}")),
    };

    /// <summary>
    /// Hours, minutes and seconds, such as <c>24:00:00</c>; null for <c>00:00:00</c>, which switches off what lasts. Hours may be many: the
    /// framework would take the 24 of 24:00:00 for days.
    /// </summary>
    /// <exception cref="SettingException">It is no such thing.</exception>
    public TimeSpan? Duration(string name, TimeSpan? fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        var match = HoursMinutesSeconds().Match(text);
        if (!match.Success)
        {
            throw new SettingException(name, "hours, minutes and seconds such as 24:00:00, or 00:00:00 to switch it off");
        }

        var duration = new TimeSpan(Part(1), Part(2), Part(3));
        return duration == TimeSpan.Zero ? null : duration;

        int Part(int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>A number of days; null when it is not set.</summary>
    /// <exception cref="SettingException">It is none.</exception>
    public TimeSpan? Days(string name) => Text(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays => TimeSpan.FromDays(days),
        _ => throw new SettingException(name, string.Create(CultureInfo.InvariantCulture, $"a number of days from 1 to {MostDays}, or not set to keep for ever")),
    };

    [GeneratedRegex(@"\A(\d{1,5}):([0-5]\d):([0-5]\d)\z", RegexOptions.ECMAScript)]
    private static partial Regex HoursMinutesSeconds();
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Platica.Processing.Tables;
using Platica.Webhooks.Models;

namespace Platica.Processing.Reading;

/// <summary>The query parameters of a request, checked. A parameter without a value counts as not given.</summary>
internal sealed class ReadParameters
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 500;

    private static readonly string[] Everywhere = ["limit", "continuation", "workspace", "provider"];

    private readonly Dictionary<string, string> _values;

    private ReadParameters(Dictionary<string, string> values)
    {
        _values = values;
        Limit = ReadLimit();
        Continuation = ReadContinuation();
    }

    /// <summary>How many items a page holds at most.</summary>
    public int Limit { get; }

    /// <summary>Where the page before ended, or null for the first one.</summary>
    public string? Continuation { get; }

    /// <summary>The workspace asked for, or null.</summary>
    public string? Workspace => Text("workspace");

    /// <summary>The name of the provider asked for, or null for all.</summary>
    public string? Provider => Text("provider")?.ToLowerInvariant();

    /// <summary>Whether items shall come with their raw bodies.</summary>
    public bool WithBodies => Text("bodies") switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Invalid("bodies", "true or false"),
    };

    /// <summary>The day asked for, or null for all.</summary>
    public string? Day => Text("day") is not { } day ? null : Days.Parse(day) is not null ? day : throw Invalid("day", "a day in UTC such as 2026-11-20");

    /// <summary>The phone asked for as the digits to match by, or null.</summary>
    public string? Digits => Text("phone") is not { } phone ? null : PhoneDigits.Of(phone) ?? throw Invalid("phone", "a phone number such as 5215500000001");

    /// <summary>Reads the part of a URL after the question mark.</summary>
    /// <exception cref="ReadProblemException">A parameter has no usable value, or several.</exception>
    public static ReadParameters Parse(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            if (values.GetValueOrDefault(name) is { Length: > 0 })
            {
                throw new ReadProblemException(400, "Parameter given twice", $"The parameter '{name}' may be given once.");
            }

            values[name] = equals < 0 ? string.Empty : Decode(pair[(equals + 1)..]);
        }

        return new(values);
    }

    /// <summary>A continuation for the next page.</summary>
    public static string? Continue(string? after) => after is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(after));

    /// <summary>These parameters, where the list knows no others than <paramref name="filters"/> and those that every list knows.</summary>
    /// <exception cref="ReadProblemException">There is another one: rather an error than an answer to another question.</exception>
    public ReadParameters Only(params string[] filters)
    {
        var unknown = _values.Keys.FirstOrDefault(name => !Everywhere.Contains(name) && !filters.Contains(name));
        return unknown is null ? this : throw new ReadProblemException(
            400, "Unknown parameter", $"There is no parameter '{unknown}' here. Known are {string.Join(", ", filters.Concat(Everywhere))}.");
    }

    /// <summary>A parameter's text, or null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>A parameter's time in UTC, or null.</summary>
    /// <exception cref="ReadProblemException">It is no time.</exception>
    public DateTimeOffset? Time(string name) => Text(name) is { } text ? ParseTime(text, name) : null;

    /// <summary>A time in UTC.</summary>
    /// <exception cref="ReadProblemException">It is no time.</exception>
    public static DateTimeOffset ParseTime(string text, string name)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) && time >= TableLimits.EarliestTime
            ? time
            : throw Invalid(name, "a time such as 2026-11-20T15:00:00Z");
    }

    /// <summary>What <see cref="Continue"/> was given, of the text it made.</summary>
    /// <exception cref="ReadProblemException">It made no such text.</exception>
    public static string Decode(string continuation, string name)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(continuation));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw Invalid(name, "the continuation of an earlier answer");
        }
    }

    /// <summary>A parameter without a usable value.</summary>
    public static ReadProblemException Invalid(string name, string expected) =>
        new(400, "Parameter not usable", $"The parameter '{name}' must be {expected}.");

    private int ReadLimit()
    {
        if (Text("limit") is not { } text)
        {
            return DefaultLimit;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestLimit
            ? limit
            : throw Invalid("limit", $"a number from 1 to {LargestLimit}");
    }

    private string? ReadContinuation() => Text("continuation") is { } text ? Decode(text, "continuation") : null;

    // A plus stays a plus: phones and times are written with it, and who means a space writes %20.
    private static string Decode(string text) => Uri.UnescapeDataString(text);
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Platica.Processing.Tables;

namespace Platica.Processing.Reading;

/// <summary>The query parameters of a request, checked.</summary>
internal sealed class ReadParameters
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 500;

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

    /// <summary>Whether items shall come with their raw bodies.</summary>
    public bool WithBodies => _values.GetValueOrDefault("bodies") is "true" or "1";

    /// <summary>The workspace asked for, or null.</summary>
    public string? Workspace => _values.GetValueOrDefault("workspace") is { Length: > 0 } workspace ? workspace : null;

    /// <summary>The day asked for, or null for all.</summary>
    public string? Day => !_values.TryGetValue("day", out var day) ? null
        : Days.Parse(day) is not null ? day
        : throw Invalid("day", "a day in UTC such as 2026-11-20");

    /// <summary>Reads the part of a URL after the question mark.</summary>
    /// <exception cref="ReadProblemException">A parameter is unknown or has no usable value.</exception>
    public static ReadParameters Parse(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            values[name] = equals < 0 ? string.Empty : Decode(pair[(equals + 1)..]);
        }

        var unknown = values.Keys.FirstOrDefault(name => name is not ("limit" or "continuation" or "workspace" or "bodies" or "day"));
        return unknown is null ? new(values) : throw new ReadProblemException(
            400, "Unknown parameter", $"There is no parameter '{unknown}'. Known are limit, continuation, workspace, bodies and day.");
    }

    /// <summary>A continuation for the next page.</summary>
    public static string Continue(string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(after));

    private int ReadLimit()
    {
        if (!_values.TryGetValue("limit", out var text))
        {
            return DefaultLimit;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestLimit
            ? limit
            : throw Invalid("limit", $"a number from 1 to {LargestLimit}");
    }

    private string? ReadContinuation()
    {
        if (_values.GetValueOrDefault("continuation") is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(text));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw Invalid("continuation", "the continuation of an earlier answer");
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static ReadProblemException Invalid(string name, string expected) =>
        new(400, "Parameter not usable", $"The parameter '{name}' must be {expected}.");
}

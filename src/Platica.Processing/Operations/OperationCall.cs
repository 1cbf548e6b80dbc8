using System.Globalization;
using System.Text.Json;
using Platica.Processing.Reading;

namespace Platica.Processing.Operations;

/// <summary>
/// One call of an operation: its parameters, checked as they are read, and how long it may still work. A parameter that is null or an empty
/// text counts as not given.
/// </summary>
public sealed class OperationCall
{
    private const string ContinuationName = "continuation";

    /// <summary>Leaves time for the step that was begun: proxies and callers give up after 30 s and more.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _clock;
    private readonly long _startedAt;

    /// <summary>A call that begins now.</summary>
    /// <param name="parameters">The request's JSON object.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="ReadProblemException">The continuation is none of ours.</exception>
    public OperationCall(JsonElement parameters, TimeProvider clock)
    {
        (Parameters, _clock, _startedAt) = (parameters, clock, clock.GetTimestamp());
        Continuation = Text(ContinuationName) is { } text ? ReadParameters.Decode(text, ContinuationName) : null;
    }

    /// <summary>The request's JSON object.</summary>
    public JsonElement Parameters { get; }

    /// <summary>Where the page before ended, in the operation's own words; null for the first page.</summary>
    public string? Continuation { get; }

    /// <summary>Whether there is time for another step; without, the operation ends its page with a continuation.</summary>
    public bool HasTime => _clock.GetElapsedTime(_startedAt) < Budget;

    /// <summary>This call, where the operation knows no other parameters.</summary>
    /// <exception cref="ReadProblemException">There is another one: rather an error than something else done than was meant.</exception>
    public OperationCall Only(params string[] names)
    {
        var unknown = Parameters.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => name != ContinuationName && !names.Contains(name));
        return unknown is null ? this : throw new ReadProblemException(
            400, "Unknown parameter", $"There is no parameter '{unknown}' here. Known are {string.Join(", ", names.Append(ContinuationName))}.");
    }

    /// <summary>A text, or null.</summary>
    /// <exception cref="ReadProblemException">It is no text.</exception>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => TextOf(value, name) is { Length: > 0 } text ? text : null,
        _ => throw Invalid(name, "a text"),
    };

    /// <summary>A text that must be there.</summary>
    /// <exception cref="ReadProblemException">It is not there, or no text.</exception>
    public string Required(string name) => Text(name) ?? throw Invalid(name, "given");

    /// <summary>A list of texts; empty when it is not given.</summary>
    /// <exception cref="ReadProblemException">It is no such list, or holds more than <paramref name="most"/>.</exception>
    public IReadOnlyList<string> Texts(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most
            && value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(element => TextOf(element, name))]
            : throw Invalid(name, string.Create(CultureInfo.InvariantCulture, $"a list of texts, at most {most}"));
    }

    /// <summary>True or false; false when it is not given.</summary>
    /// <exception cref="ReadProblemException">It is neither.</exception>
    public bool Flag(string name) => Find(name)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw Invalid(name, "true or false"),
    };

    /// <summary>A whole number.</summary>
    /// <exception cref="ReadProblemException">It is none, or out of its range.</exception>
    public int Number(string name, int fallback, int least, int most)
    {
        if (Find(name) is not { } value)
        {
            return fallback;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Invalid(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }

    /// <summary>A time in UTC, or null.</summary>
    /// <exception cref="ReadProblemException">It is no time.</exception>
    public DateTimeOffset? Time(string name) => Text(name) is { } text ? ReadParameters.ParseTime(text, name) : null;

    /// <summary>A parameter that makes no sense, as a problem to throw.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="expected">What it must be.</param>
    public static Exception Invalid(string name, string expected) => ReadParameters.Invalid(name, expected);

    private JsonElement? Find(string name) =>
        Parameters.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            throw Invalid(name, "a text that is well-formed");
        }
    }
}

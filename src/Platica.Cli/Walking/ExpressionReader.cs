using System.Globalization;
using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>
/// Works out an expression ("Nested expressions" in Meta's Flow JSON reference): texts in single quotes, numbers, references, comparisons,
/// logic, arithmetic; what stands side by side is joined.
/// </summary>
internal sealed class ExpressionReader(string text, WalkPath path)
{
    // From the loosest to the tightest; of one that begins another, the longer first.
    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

    // Far more than a person reads, far less than the stack holds.
    private const int MaxNested = 200;

    private int _at;
    private int _nested;

    /// <summary>The value; undefined where a reference leads nowhere.</summary>
    /// <exception cref="FormatException">It is no expression.</exception>
    public JsonElement Read()
    {
        var value = ReadJoined();
        return _at == text.Length ? value : throw new FormatException();
    }

    private JsonElement ReadJoined()
    {
        var value = ReadOperators(0);
        while (_at < text.Length && text[_at] != ')')
        {
            value = FlowText.From(FlowText.Of(value) + FlowText.Of(ReadOperators(0)));
        }

        return value;
    }

    private JsonElement ReadOperators(int level)
    {
        if (level == Levels.Length)
        {
            return ReadOne();
        }

        var left = ReadOperators(level + 1);
        while (Array.Find(Levels[level], Take) is { } name)
        {
            left = Apply(name, left, ReadOperators(level + 1));
        }

        return left;
    }

    private JsonElement ReadOne()
    {
        if (_nested > MaxNested)
        {
            throw new FormatException();
        }

        if (Take("!"))
        {
            _nested++;
            return FlowText.From(!FlowText.IsTrue(ReadOne()));
        }

        if (Take("("))
        {
            _nested++;
            var inner = ReadJoined();
            return Take(")") ? inner : throw new FormatException();
        }

        return Take("'") ? FlowText.From(ReadUntil('\''))
            : Take("${") ? Closed(path.Find(ReadUntil('}')))
            : Take("true") ? FlowText.True
            : Take("false") ? FlowText.False
            : ReadNumber();
    }

    private JsonElement ReadNumber()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.' || (text[_at] == '-' && _at == start)))
        {
            _at++;
        }

        var number = decimal.Parse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        return Closed(FlowText.From(number));
    }

    // Blanks after a token mean nothing; those in a text do.
    private JsonElement Closed(JsonElement value)
    {
        SkipBlanks();
        return value;
    }

    private string ReadUntil(char end)
    {
        var stop = text.IndexOf(end, _at);
        if (stop < 0)
        {
            throw new FormatException();
        }

        var inner = text[_at..stop];
        _at = stop + 1;
        SkipBlanks();
        return inner;
    }

    private bool Take(string token)
    {
        if (_at == 0)
        {
            SkipBlanks();
        }

        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
        {
            return false;
        }

        _at += token.Length;
        if (token != "'")
        {
            SkipBlanks();
        }

        return true;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    // "In case of division or modulo for zero or null value, the result will be zero" ("Math operations").
    private static JsonElement Apply(string name, JsonElement left, JsonElement right) => name switch
    {
        "||" => FlowText.From(FlowText.IsTrue(left) || FlowText.IsTrue(right)),
        "&&" => FlowText.From(FlowText.IsTrue(left) && FlowText.IsTrue(right)),
        "==" => FlowText.From(FlowText.Of(left) == FlowText.Of(right)),
        "!=" => FlowText.From(FlowText.Of(left) != FlowText.Of(right)),
        "/" => FlowText.From(Number(right) is { } divisor and not 0 ? Number(left) / divisor ?? 0 : 0),
        "%" => FlowText.From(Number(right) is { } divisor and not 0 ? Number(left) % divisor ?? 0 : 0),
        _ => Number(left) is { } first && Number(right) is { } second ? Calculate(name, first, second) : default,
    };

    private static JsonElement Calculate(string name, decimal left, decimal right) => name switch
    {
        "<=" => FlowText.From(left <= right),
        ">=" => FlowText.From(left >= right),
        "<" => FlowText.From(left < right),
        ">" => FlowText.From(left > right),
        "+" => FlowText.From(left + right),
        "-" => FlowText.From(left - right),
        "*" => FlowText.From(left * right),
        _ => default,
    };

    private static decimal? Number(JsonElement value) =>
        decimal.TryParse(FlowText.Of(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Text;

namespace Platica.Flows.FlowJson.Text;

/// <summary>Turns a place in a file's bytes into what an editor shows: line and column.</summary>
internal sealed class TextLines
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly List<int> _starts;

    public TextLines(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        Start = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        _starts = [Start];
        var text = utf8.Span;
        for (var offset = 0; offset < text.Length; offset++)
        {
            if (text[offset] == (byte)'\n')
            {
                _starts.Add(offset + 1);
            }
        }
    }

    /// <summary>Where the text begins: behind the byte order mark, which no editor counts.</summary>
    public int Start { get; }

    /// <summary>The line and the column, in UTF-16 characters, both counted from 1. A place behind the end is the end.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        var place = Math.Clamp(offset, Start, _utf8.Length);
        var found = _starts.BinarySearch(place);
        var line = found >= 0 ? found : ~found - 1;
        var before = _utf8.Span[_starts[line]..place];
        return (line + 1, Encoding.UTF8.GetCharCount(before) + 1);
    }

    /// <summary>
    /// The place of a line and a byte in it, both counted from 0, as <see cref="System.Text.Json.JsonException"/> tells them.
    /// </summary>
    public int OffsetOf(long line, long byteInLine) => _starts[(int)Math.Clamp(line, 0, _starts.Count - 1)] + (int)byteInLine;
}

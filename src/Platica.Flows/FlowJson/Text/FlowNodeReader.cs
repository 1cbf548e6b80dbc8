using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Platica.Flows.FlowJson.Text;

/// <summary>Reads JSON into nodes that know their place. Strict, as Meta is: no comments, no trailing commas.</summary>
internal static class FlowNodeReader
{
    private const int MaxDepth = 128;

    /// <summary>The file's root.</summary>
    /// <exception cref="MalformedJsonException">It is not JSON in UTF-8.</exception>
    public static FlowNode Read(ReadOnlyMemory<byte> utf8, TextLines lines)
    {
        RefuseOtherEncodings(utf8.Span);
        var start = lines.Start;
        if (utf8.Span[start..].Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new MalformedJsonException(start, "The file is empty.");
        }

        var reader = new Utf8JsonReader(utf8.Span[start..], new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, start, "$");
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            var offset = lines.OffsetOf(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            throw new MalformedJsonException(offset, Sentence(exception));
        }
        catch (InvalidOperationException)
        {
            throw new MalformedJsonException(start + (int)reader.TokenStartIndex, "A text has half of a \\u surrogate pair.");
        }
    }

    private static FlowNode ReadValue(ref Utf8JsonReader reader, int start, string path)
    {
        var offset = start + (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new(FlowNodeKind.Object, offset, path) { Members = ReadMembers(ref reader, start, path) },
            JsonTokenType.StartArray => new(FlowNodeKind.Array, offset, path) { Items = ReadItems(ref reader, start, path) },
            JsonTokenType.String => new(FlowNodeKind.String, offset, path) { Text = reader.GetString()! },
            JsonTokenType.Number => new(FlowNodeKind.Number, offset, path) { Text = Encoding.UTF8.GetString(reader.ValueSpan) },
            JsonTokenType.True => new(FlowNodeKind.Boolean, offset, path) { Text = "true" },
            JsonTokenType.False => new(FlowNodeKind.Boolean, offset, path) { Text = "false" },
            _ => new(FlowNodeKind.Null, offset, path),
        };
    }

    private static List<FlowMember> ReadMembers(ref Utf8JsonReader reader, int start, string path)
    {
        List<FlowMember> members = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var offset = start + (int)reader.TokenStartIndex;
            reader.Read();
            members.Add(new(name, offset, ReadValue(ref reader, start, Under(path, name))));
        }

        return members;
    }

    private static List<FlowNode> ReadItems(ref Utf8JsonReader reader, int start, string path)
    {
        List<FlowNode> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, start, string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]")));
        }

        return items;
    }

    private static string Under(string path, string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-')
            ? $"{path}.{name}"
            : $"{path}[{JsonSerializer.Serialize(name)}]";

    private static void RefuseOtherEncodings(ReadOnlySpan<byte> bytes)
    {
        for (var offset = 0; offset < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                throw new MalformedJsonException(offset, "The file is not UTF-8. Save it as UTF-8.");
            }

            offset += length;
        }
    }

    // The place is told by line and column already, and nobody who writes a file has reader options.
    private static string Sentence(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = end < 0 ? exception.Message : exception.Message[..end];
        return sentence.Replace(" Change the reader options.", "", StringComparison.Ordinal);
    }
}

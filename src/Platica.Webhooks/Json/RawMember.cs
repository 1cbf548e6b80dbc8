using System.Text;
using System.Text.Json;

namespace Platica.Webhooks.Json;

/// <summary>
/// A member of a JSON object as its bytes, for taking documents apart. Costs time by their length alone: to a document, deep nesting costs time by its
/// square.
/// </summary>
/// <param name="Name">Its name; where that holds a lone surrogate, as it is escaped.</param>
/// <param name="RawName">The name's bytes, with their quotation marks.</param>
/// <param name="Value">The value's bytes.</param>
internal readonly record struct RawMember(string Name, ReadOnlyMemory<byte> RawName, ReadOnlyMemory<byte> Value)
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Whether the value is a list.</summary>
    public bool IsList => Value.Span[0] == (byte)'[';

    /// <summary>Whether the value is null, or a list or an object without anything in it.</summary>
    public bool IsEmpty => Value.Span[0] switch
    {
        (byte)'n' => true,
        (byte)'[' => Elements(Value).Count == 0,
        (byte)'{' => Read(Value).Count == 0,
        _ => false,
    };

    /// <summary>The values: those of a list; null is none.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Values => Value.Span[0] switch
    {
        (byte)'[' => Elements(Value),
        (byte)'n' => [],
        _ => [Value],
    };

    /// <summary>The members of an object in their order; none when it is something else.</summary>
    /// <exception cref="JsonException">It is not well-formed.</exception>
    public static List<RawMember> Read(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, AnyDepth);
        var members = new List<RawMember>();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return members;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2);
            var text = NameOf(ref reader);
            reader.Read();
            members.Add(new(text, name, ReadValue(ref reader, json)));
        }

        // Nothing may follow it.
        reader.Read();
        return members;
    }

    private static List<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> list)
    {
        var reader = new Utf8JsonReader(list.Span, AnyDepth);
        var elements = new List<ReadOnlyMemory<byte>>();
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            elements.Add(ReadValue(ref reader, list));
        }

        return elements;
    }

    private static ReadOnlyMemory<byte> ReadValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}

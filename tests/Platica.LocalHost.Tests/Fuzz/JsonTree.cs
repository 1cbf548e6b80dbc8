using System.Text;
using System.Text.Json;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>JSON text as a tree whose tokens are written as they stand: names may repeat, and tokens be what no JSON library would write.</summary>
internal sealed class JsonTree
{
    private JsonTree(char opens, string token) => (Opens, Token) = (opens, token);

    /// <summary><c>{</c>, <c>[</c>, or a zero character for a single token.</summary>
    public char Opens { get; }

    /// <summary>The token, verbatim, where this is a single one.</summary>
    public string Token { get; }

    /// <summary>Members, or entries, whose names are null. Names are tokens too: with their quotation marks.</summary>
    public List<(string? Name, JsonTree Value)> Parts { get; } = [];

    /// <summary>A single token, or any text in its place.</summary>
    public static JsonTree Of(string token) => new('\0', token);

    /// <summary>An object around a value.</summary>
    public static JsonTree Object(string name, JsonTree value) => new('{', string.Empty) { Parts = { (name, value) } };

    /// <summary>An array around a value.</summary>
    public static JsonTree Array(JsonTree value) => new('[', string.Empty) { Parts = { (null, value) } };

    /// <summary>Reads well-formed JSON.</summary>
    public static JsonTree Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return Of(document.RootElement);
    }

    /// <summary>All places that hold a value: the tree they are in, and where.</summary>
    public IEnumerable<(JsonTree Parent, int Index)> Places() =>
        Parts.SelectMany((part, index) => part.Value.Places().Prepend((this, index)));

    /// <summary>A copy that shares nothing.</summary>
    public JsonTree Clone()
    {
        var clone = new JsonTree(Opens, Token);
        clone.Parts.AddRange(Parts.Select(part => (part.Name, part.Value.Clone())));
        return clone;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private static JsonTree Of(JsonElement element)
    {
        var tree = element.ValueKind switch
        {
            JsonValueKind.Object => new JsonTree('{', string.Empty),
            JsonValueKind.Array => new JsonTree('[', string.Empty),
            _ => Of(element.GetRawText()),
        };
        if (tree.Opens == '{')
        {
            tree.Parts.AddRange(element.EnumerateObject().Select(member => ((string?)JsonSerializer.Serialize(member.Name), Of(member.Value))));
        }
        else if (tree.Opens == '[')
        {
            tree.Parts.AddRange(element.EnumerateArray().Select(item => ((string?)null, Of(item))));
        }

        return tree;
    }

    private void Write(StringBuilder text)
    {
        if (Opens == '\0')
        {
            text.Append(Token);
            return;
        }

        text.Append(Opens);
        foreach (var (index, (name, value)) in Parts.Index())
        {
            text.Append(index > 0 ? "," : string.Empty);
            if (Opens == '{')
            {
                text.Append(name ?? "\"\"").Append(':');
            }

            value.Write(text);
        }

        text.Append(Opens == '{' ? '}' : ']');
    }
}

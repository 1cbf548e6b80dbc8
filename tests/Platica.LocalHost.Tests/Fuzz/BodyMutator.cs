using System.Text;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>Changes a body in one to four ways: in its structure, as whoever builds JSON gets it wrong, or in its bytes, as whoever carries it does.</summary>
internal sealed class BodyMutator(IReadOnlyList<ReadOnlyMemory<byte>> corpus)
{
    private const int MostChanges = 4;
    private const int DeepestNest = 600;

    /// <summary>Much longer than any key may be, and still fit for a URL, so that everything can be asked for again.</summary>
    private const int LongestText = 6000;

    private static readonly string[] Tokens =
    [
        "null", "true", "false", "0", "-0", "1e400", "-1E-400", "9223372036854775807", "9223372036854775808", "0.1000000000000000055511151231257827",
        new('9', 400), "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"../../etc/passwd\"", "\"' OR 1=1 --\"",
        "\"<script>alert(1)</script>\"", "\"${jndi:ldap://x}\"", "\"{0}%s%n\"", "\"\u202E\u200D\u2066\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"",
        "\"2026-02-30T25:61:61Z\"", "[]", "{}", "[[[]]]", "[null]", "{\"id\":{\"id\":[]}}", "{\"\":\"\"}", "NaN", "undefined", "01", "'x'", "\"\\x\"", "\"tab\there\"",
    ];

    private static readonly string[] Names =
    [
        "\"\"", "\"id\"", "\"event\"", "\"data\"", "\"flowExchange\"", "\"customFields\"", "\"constructor\"", "\"__proto__\"", "\"PartitionKey\"", "\"odata.etag\"",
        "\"_v\"", "\"\\ud800\"", "\"\\u0000\"", "\"a/b\\\\c#d?e\"", "\"\uFFFD\"", "\"\u202Eid\"", "\"id \"", "\"ID\"", "id", "1", "null",
    ];

    private readonly JsonTree[] _trees = [.. corpus.Select(JsonTree.Parse)];

    /// <summary>A changed copy of one of the corpus.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="sample">Which one it is a copy of.</param>
    public byte[] Next(Random random, out int sample)
    {
        sample = random.Next(corpus.Count);
        var changes = random.Next(1, MostChanges + 1);
        var inStructure = random.Next(0, changes + 1);
        var body = corpus[sample].ToArray();
        if (inStructure > 0)
        {
            var tree = _trees[sample].Clone();
            for (var change = 0; change < inStructure; change++)
            {
                ChangeTree(tree, random);
            }

            body = Encoding.UTF8.GetBytes(tree.ToString());
        }

        for (var change = inStructure; change < changes; change++)
        {
            body = ChangeBytes(body, random);
        }

        return body;
    }

    private void ChangeTree(JsonTree tree, Random random)
    {
        var places = tree.Places().ToList();
        if (places.Count == 0)
        {
            return;
        }

        var (parent, index) = Pick(places, random);
        var (name, value) = parent.Parts[index];
        switch (random.Next(10))
        {
            case 0:
                parent.Parts.RemoveAt(index);
                break;
            case 1:
                parent.Parts.Insert(random.Next(parent.Parts.Count + 1), (name, random.Next(2) == 0 ? value.Clone() : Token(random)));
                break;
            case 2 or 3:
                parent.Parts[index] = (name, Token(random));
                break;
            case 4:
                parent.Parts[index] = (name, Nest(value, random));
                break;
            case 5:
                parent.Parts[index] = (NameOf(random), value);
                break;
            case 6:
                parent.Parts.Insert(index, (NameOf(random), Token(random)));
                break;
            case 7:
                var (other, otherIndex) = Pick(places, random);
                parent.Parts[index] = (name, other.Parts[otherIndex].Value.Clone());
                break;
            case 8:
                var foreign = Pick(_trees, random);
                var (from, fromIndex) = Pick([.. foreign.Places()], random);
                parent.Parts[index] = (name, from.Parts[fromIndex].Value.Clone());
                break;
            default:
                (parent.Parts[index], parent.Parts[0]) = (parent.Parts[0], parent.Parts[index]);
                break;
        }
    }

    private static JsonTree Nest(JsonTree value, Random random)
    {
        var levels = random.Next(4) == 0 ? random.Next(DeepestNest) : random.Next(1, 4);
        for (var level = 0; level < levels; level++)
        {
            value = random.Next(2) == 0 ? JsonTree.Array(value) : JsonTree.Object("\"nested\"", value);
        }

        return value;
    }

    private static JsonTree Token(Random random) => JsonTree.Of(random.Next(20) == 0 ? LongText(random) : Pick(Tokens, random));

    private static string NameOf(Random random) => random.Next(20) == 0 ? LongText(random) : Pick(Names, random);

    private static string LongText(Random random) => $"\"{new string((char)('a' + random.Next(26)), random.Next(1, LongestText))}\"";

    private static byte[] ChangeBytes(byte[] body, Random random)
    {
        var at = random.Next(body.Length + 1);
        var end = Math.Min(body.Length, at + random.Next(1, 64));
        var one = at < body.Length ? at : 0;
        switch (random.Next(9))
        {
            case 0 when body.Length > 0:
                body[one] ^= (byte)(1 << random.Next(8));
                return body;
            case 1 when body.Length > 0:
                body[one] = (byte)random.Next(256);
                return body;
            case 2:
                var noise = new byte[random.Next(1, 16)];
                random.NextBytes(noise);
                return [.. body[..at], .. noise, .. body[at..]];
            case 3:
                return [.. body[..at], .. body[end..]];
            case 4:
                return body[..at];
            case 5:
                return [.. body[..end], .. body[at..]];
            case 6:
                return [0xEF, 0xBB, 0xBF, .. body];
            case 7:
                return [.. body[..at], .. Pick<byte[]>([[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x00], [0xFF, 0xFE], [0xE2, 0x80, 0xA8]], random), .. body[at..]];
            default:
                return random.Next(10) == 0 ? Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)) : [.. body, .. Pick<byte[]>(["\n"u8.ToArray(), "{}"u8.ToArray(), "\0"u8.ToArray(), ","u8.ToArray()], random)];
        }
    }

    private static T Pick<T>(IReadOnlyList<T> choices, Random random) => choices[random.Next(choices.Count)];
}

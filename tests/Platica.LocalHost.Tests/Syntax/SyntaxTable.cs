using System.Text;

namespace Platica.LocalHost.Tests.Syntax;

/// <summary>The grammar of JSON (RFC 8259), rule by rule: what it takes, what it does not, and what it leaves open.</summary>
internal static class SyntaxTable
{
    public static IReadOnlyList<SyntaxCase> All { get; } =
    [
        // Literals.
        Yes("true", "true"), Yes("false", "false"), Yes("null", "null"),
        No("True", "True"), No("TRUE", "TRUE"), No("nul", "nul"), No("nulll", "nulll"), No("t rue", "t rue"), No("undefined", "undefined"), No("NaN", "NaN"),
        No("Infinity", "Infinity"), No("-Infinity", "-Infinity"), No("+Infinity", "+Infinity"), No("None", "None"), No("a bare word", "word"), No("nothing", ""),

        // Numbers.
        Yes("0", "0"), Yes("-0", "-0"), Yes("a digit", "7"), Yes("digits", "1234567890"), Yes("negative", "-12"), Yes("fraction", "0.5"), Yes("negative fraction", "-0.0"),
        Yes("exponent", "1e5"), Yes("capital exponent", "1E5"), Yes("signed exponents", "[1e+5,1e-5]"), Yes("fraction and exponent", "12.34e56"), Yes("zeros behind", "1.000"),
        Yes("exponent with leading zeros", "1e007"), Yes("zero with an exponent", "0e0"),
        No("leading zero", "01"), No("two zeros", "00"), No("negative leading zero", "-01"), No("plus", "+1"), No("lone minus", "-"), No("two minuses", "--1"), No("minus and space", "- 1"),
        No("no digit before the point", ".5"), No("no digit behind the point", "1."), No("point and exponent", "1.e5"), No("two points", "1.2.3"), No("no exponent", "1e"), No("signed no exponent", "1e+"),
        No("two exponents", "1e5e5"), No("exponent with a fraction", "1e1.5"), No("hexadecimal", "0x1F"), No("octal", "0o17"), No("binary", "0b11"), No("group separators", "1,000"), No("underscores", "1_000"),
        No("a suffix", "1n"), No("a currency", "$1"), No("full-width digits", "\uFF11"), No("Arabic digits", "\u0661"), No("a letter behind", "1a"), No("space within", "1 2"), No("a slash", "1/2"),
        Open("larger than a double", "1e400", true), Open("smaller than a double", "1e-400", true), Open("larger than 64 bits", "18446744073709551616", true),
        Open("four hundred digits", new string('9', 400), true), Open("more digits than a double has", "0.1000000000000000055511151231257827021181583404541015625", true),

        // Strings.
        Yes("empty string", "\"\""), Yes("a space", "\" \""), Yes("letters beyond ASCII", "\"áßç日本\""), Yes("beyond the basic plane", "\"😀𝄞\""), Yes("DEL", "\"\u007F\""), Yes("C1 controls", "\"\u0085\u009F\""),
        Yes("line and paragraph separators", "\"\u2028\u2029\""), Yes("no-break space", "\"\u00A0\""), Yes("byte order mark within", "\"\uFEFFx\""), Yes("noncharacters", "\"\uFFFE\uFFFF\""),
        Yes("short escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), Yes("an escaped zero", "\"\\u0000\""), Yes("escapes in both cases", "\"\\u00e9\\u00E9\""), Yes("an escaped pair", "\"\\ud83d\\ude00\""),
        Yes("an escaped quotation mark", "\"\\u0022\""), Yes("an escaped backslash", "\"\\u005c\""), Yes("a slash as it is", "\"a/b\""), Yes("what looks like a comment", "\"/* x */ // y\""), Yes("apostrophes", "\"it's\""),
        Yes("100,000 characters", $"\"{new string('x', 100_000)}\""),
        No("single quotes", "'x'"), No("typographic quotes", "\u201Cx\u201D"), No("no end", "\"x"), No("no start", "x\""), No("a lone quotation mark", "\""), No("an unescaped newline", "\"a\nb\""),
        No("an unescaped tab", "\"a\tb\""), No("an unescaped zero", "\"a\0b\""), No("an unescaped control", "\"a\u001Fb\""), No("an escaped x", "\"\\x41\""), No("an escaped a", "\"\\a\""), No("an escaped apostrophe", "\"\\'\""),
        No("an escaped zero digit", "\"\\0\""), No("an escaped newline", "\"\\\n\""), No("a capital U", "\"\\U0041\""), No("three digits", "\"\\u004\""), No("no digits", "\"\\u\""), No("not hexadecimal", "\"\\u00G0\""),
        No("an ES6 escape", "\"\\u{41}\""), No("a backslash at the end", "\"x\\\""), No("two strings", "\"a\" \"b\""), No("an escape outside", "\\u0022x\\u0022"), No("backticks", "`x`"),
        Open("a lone high surrogate", "\"\\ud800\"", true), Open("a lone low surrogate", "\"\\udc00\"", true), Open("surrogates in the wrong order", "\"\\udc00\\ud800\"", true), Open("two high surrogates", "\"\\ud800\\ud800\"", true),
        Open("a high surrogate and a letter", "\"\\ud83dx\"", true), Open("an escaped noncharacter", "\"\\uFFFF\"", true),

        // Bytes that are no UTF-8: RFC 8259, 8.1, wants UTF-8 between systems.
        NoBytes("a continuation byte", [0x80]), NoBytes("a lone lead byte", [0xC3]), NoBytes("an overlong slash", [0xC0, 0xAF]), NoBytes("an overlong zero", [0xE0, 0x80, 0x80]), NoBytes("an encoded surrogate", [0xED, 0xA0, 0x80]),
        NoBytes("beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80]), NoBytes("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80]), NoBytes("FF", [0xFF]), NoBytes("Latin-1", [0xE9]), NoBytes("a truncated emoji", [0xF0, 0x9F, 0x98]),

        // Arrays.
        Yes("empty array", "[]"), Yes("white space in an array", "[ \t\r\n]"), Yes("array of one", "[1]"), Yes("mixed array", "[null,1,\"a\",{},[]]"), Yes("nested arrays", "[[[[1]]]]"), Yes("10,000 entries", $"[{string.Join(',', Enumerable.Repeat("0", 10_000))}]"),
        No("trailing comma", "[1,]"), No("leading comma", "[,1]"), No("two commas", "[1,,2]"), No("only a comma", "[,]"), No("no comma", "[1 2]"), No("a semicolon", "[1;2]"), No("a colon in an array", "[1:2]"), No("array without end", "[1"),
        No("array without start", "1]"), No("array closed as an object", "[1}"), No("parentheses", "(1)"), No("an ellipsis", "[1,...]"), No("a member in an array", "[\"a\":1]"),

        // Objects.
        Yes("empty object", "{}"), Yes("white space in an object", "{ \n }"), Yes("one member", "{\"a\":1}"), Yes("white space around everything", " { \"a\" : 1 , \"b\" : [ 2 ] } "), Yes("an empty name", "{\"\":1}"), Yes("an escaped name", "{\"\\u0061\\n\":1}"),
        Yes("a name with a zero", "{\"\\u0000\":1}"), Yes("names that differ in case", "{\"a\":1,\"A\":2}"), Yes("a long name", $"{{\"{new string('n', 5000)}\":1}}"), Yes("1,000 members", $"{{{string.Join(',', Enumerable.Range(0, 1000).Select(number => $"\"m{number}\":{number}"))}}}"),
        No("a name without quotes", "{a:1}"), No("a name in single quotes", "{'a':1}"), No("a number for a name", "{1:1}"), No("null for a name", "{null:1}"), No("no name", "{:1}"), No("no value", "{\"a\":}"), No("no colon", "{\"a\" 1}"),
        No("two colons", "{\"a\"::1}"), No("an equals sign", "{\"a\"=1}"), No("trailing comma in an object", "{\"a\":1,}"), No("leading comma in an object", "{,\"a\":1}"), No("two commas in an object", "{\"a\":1,,\"b\":2}"), No("no comma in an object", "{\"a\":1 \"b\":2}"),
        No("object without end", "{\"a\":1"), No("object closed as an array", "{\"a\":1]"), No("a lone name", "{\"a\"}"), No("a bare value", "{1}"), No("an object for a name", "{{}:1}"), No("an unescaped newline in a name", "{\"a\nb\":1}"),
        Open("a repeated name", "{\"a\":1,\"a\":2}", true), Open("a name repeated in another spelling", "{\"a\":1,\"\\u0061\":2}", true), Open("a lone surrogate in a name", "{\"\\ud800\":1}", true),

        // White space and comments.
        Yes("the four kinds of white space", " \t\r\n1\n\r\t "), No("form feed", "\f1"), No("vertical tab", "\v1"), No("no-break space outside", "\u00A01"), No("line separator outside", "\u20281"), No("ideographic space", "\u30001"), No("zero-width space", "\u200B1"),
        No("byte order mark in the middle", "\uFEFF1"), No("a zero byte outside", "\01"), No("a block comment", "/* x */1"), No("a line comment", "1//x\n"), No("a hash comment", "1#x\n"), No("an SGML comment", "<!-- x -->1"),

        // Depth.
        Open("500 arrays", Nest('[', ']', 500), true), Open("500 objects", string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500), true), Open("600 arrays", Nest('[', ']', 600), false), Open("100,000 arrays", Nest('[', ']', 100_000), false),
        Open("100,000 arrays without end", new string('[', 100_000), false),

        // Whole bodies.
        Whole("a body of white space around an object", " \n{\"id\":\"w1\",\"event\":\"galaxy.discovered\",\"workspaceId\":\"ws_1\"}\t\r\n", true), Whole("the smallest body", "{\"event\":\"g\",\"workspaceId\":\"ws_1\"}", true),
        Whole("an empty body", "", false), Whole("only white space", " \n", false), Whole("only a zero byte", "\0", false), Whole("a body that is an array", "[{\"event\":\"g\"}]", false), Whole("a body that is a string", "\"{}\"", false),
        Whole("a body that is a number", "1", false), Whole("two bodies", "{\"event\":\"g\",\"workspaceId\":\"ws_1\"}{}", false), Whole("two lines of JSON", "{\"event\":\"g\",\"workspaceId\":\"ws_1\"}\n{}", false), Whole("garbage behind", "{\"event\":\"g\",\"workspaceId\":\"ws_1\"}x", false),
        Whole("a bracket behind", "{\"event\":\"g\",\"workspaceId\":\"ws_1\"}}", false), Whole("a zero byte behind", "{\"event\":\"g\",\"workspaceId\":\"ws_1\"}\0", false), Whole("a form", "event=g&workspaceId=ws_1", false), Whole("XML", "<event>g</event>", false), Whole("YAML", "event: g", false),
        Whole("JSONP", "f({\"event\":\"g\"})", false), Whole("a guard before", ")]}',\n{\"event\":\"g\"}", false),
        Whole("a byte order mark before", "\uFEFF{\"id\":\"bom\",\"event\":\"g\",\"workspaceId\":\"ws_1\"}", true) with { IsOpen = true }, Whole("two byte order marks", "\uFEFF\uFEFF{\"event\":\"g\",\"workspaceId\":\"ws_1\"}", false) with { IsOpen = true },
        Utf("UTF-16, little end first", Encoding.Unicode), Utf("UTF-16, big end first", Encoding.BigEndianUnicode), Utf("UTF-32", Encoding.UTF32),
    ];

    private static SyntaxCase Yes(string name, string text) => new(name, Encoding.UTF8.GetBytes(text), true);

    private static SyntaxCase No(string name, string text) => new(name, Encoding.UTF8.GetBytes(text), false);

    private static SyntaxCase NoBytes(string name, byte[] bytes) => new(name, [(byte)'"', .. bytes, (byte)'"'], false);

    private static SyntaxCase Open(string name, string text, bool isTaken) => new(name, Encoding.UTF8.GetBytes(text), isTaken, IsOpen: true);

    private static SyntaxCase Whole(string name, string text, bool isTaken) => new(name, Encoding.UTF8.GetBytes(text), isTaken, IsWhole: true);

    private static SyntaxCase Utf(string name, Encoding encoding) => new(name, encoding.GetBytes("{\"event\":\"g\",\"workspaceId\":\"ws_1\"}"), false, IsWhole: true);

    private static string Nest(char opens, char closes, int levels) => new string(opens, levels) + new string(closes, levels);
}

using FsCheck;
using FsCheck.Fluent;

namespace Platica.Testing.Generating;

/// <summary>Generators of raw JSON. An empty text stands for a member that is not there.</summary>
public static class JsonGen
{
    private const string Absent = "";

    private static readonly Gen<string> WrongType = Gen.Elements(
        "7", "-1.5e3", "true", "[]", """["a",{"b":null}]""", """{"a":1}""", """ "x" """, """ "\ud800" """);

    /// <summary>One of these raw values.</summary>
    public static Gen<string> OneOf(params string[] values) => Gen.Elements(values);

    /// <summary>One of these texts, quoted.</summary>
    public static Gen<string> TextOf(params string[] texts) => Gen.Elements(texts).Select(Quote);

    /// <summary>Mostly of the right type; sometimes null, or of another type, or not there.</summary>
    public static Gen<string> Mostly(this Gen<string> valid) =>
        Gen.Frequency((10, valid), (2, Gen.Constant(Absent)), (1, Gen.Constant("null")), (1, WrongType));

    /// <summary>Mostly not there: snapshots are partial.</summary>
    public static Gen<string> Sometimes(this Gen<string> valid) =>
        Gen.Frequency((5, valid), (7, Gen.Constant(Absent)), (2, Gen.Constant("null")), (1, WrongType));

    /// <summary>An object of those members that are there.</summary>
    public static Gen<string> Object(params (string Name, Gen<string> Value)[] members) =>
        Gen.CollectToArray(members, member => member.Value).Select(values =>
            Braces(members.Zip(values, (member, value) => (member.Name, value)).Where(member => member.value.Length > 0)));

    /// <summary>An object of these members and their raw values.</summary>
    public static string Braces(IEnumerable<(string Name, string Value)> members) =>
        $"{{{string.Join(',', members.Select(member => $"{Quote(member.Name)}:{member.Value}"))}}}";

    /// <summary>A JSON string.</summary>
    public static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}

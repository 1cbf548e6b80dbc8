using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platica.Webhooks.Providers.Platica.Samples;

/// <summary>
/// The embedded JSON of one sample. Placeholders: <c>{{eventId}}</c>, <c>{{timestamp}}</c> (the envelope's), <c>{{moment}}</c>
/// (when it happens in the story) and <c>{{time:-00:04:50}}</c> (that long before the story ends, so that all samples agree on
/// when something was made).
/// </summary>
internal static partial class SampleTemplate
{
    // Platica's bodies come from JavaScript, which leaves letters such as í and signs such as + as they are.
    private static readonly JsonWriterOptions AsPlaticaWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Fill(
        string eventName, string eventId, DateTimeOffset timestamp, DateTimeOffset moment, DateTimeOffset storyEnd)
    {
        var json = Placeholder().Replace(Read(eventName), match => match.Groups["name"].Value switch
        {
            "eventId" => eventId,
            "timestamp" => Format(timestamp),
            "moment" => Format(moment),
            "time" => Format(storyEnd + ParseOffset(match.Groups["offset"].Value)),
            var name => throw new InvalidDataException($"The sample {eventName} has an unknown placeholder: {name}."),
        });
        return Compact(json);
    }

    private static string Read(string eventName)
    {
        using var stream = typeof(SampleTemplate).Assembly.GetManifestResourceStream($"PlaticaSamples.{eventName}.json")
            ?? throw new InvalidDataException($"The sample {eventName} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static byte[] Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream(json.Length);
        using (var writer = new Utf8JsonWriter(buffer, AsPlaticaWrites))
        {
            document.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    private static TimeSpan ParseOffset(string offset) => TimeSpan.Parse(offset.TrimStart('+'), CultureInfo.InvariantCulture);

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{(?<name>\w+)(:(?<offset>[-+][\d:]+))?\}\}")]
    private static partial Regex Placeholder();
}

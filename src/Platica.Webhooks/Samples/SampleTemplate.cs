using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platica.Webhooks.Samples;

/// <summary>
/// The embedded JSON of one sample. Placeholders: <c>{{eventId}}</c>, <c>{{timestamp}}</c> (the envelope's), <c>{{moment}}</c>
/// (when it happens in the story) and <c>{{time:-00:04:50}}</c> (that long before the story ends, so that all samples agree on
/// when something was made). As Unix time <c>{{unix:-00:04:50}}</c> in seconds and <c>{{unixms:-00:04:50}}</c> in milliseconds; without an
/// offset they are the moment.
/// </summary>
internal static partial class SampleTemplate
{
    // Bodies come from JavaScript, which leaves letters such as í and signs such as + as they are.
    internal static readonly JsonWriterOptions AsJavaScriptWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A template's JSON, filled in and compact.</summary>
    /// <param name="samples">The class beside whose folder <c>Templates</c> it lies.</param>
    /// <param name="eventName">The template's name.</param>
    /// <param name="eventId">For <c>{{eventId}}</c>.</param>
    /// <param name="timestamp">For <c>{{timestamp}}</c>.</param>
    /// <param name="moment">For <c>{{moment}}</c>.</param>
    /// <param name="storyEnd">What offsets count from.</param>
    public static byte[] Fill(
        Type samples, string eventName, string eventId, DateTimeOffset timestamp, DateTimeOffset moment, DateTimeOffset storyEnd)
    {
        var json = Placeholder().Replace(Read(samples, eventName), match =>
        {
            var time = match.Groups["offset"] is { Success: true } offset ? storyEnd + ParseOffset(offset.Value) : moment;
            return match.Groups["name"].Value switch
            {
                "eventId" => eventId,
                "timestamp" => Format(timestamp),
                "moment" or "time" => Format(time),
                "unix" => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                "unixms" => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
                var name => throw new InvalidDataException($"The sample {eventName} has an unknown placeholder: {name}."),
            };
        });
        return Compact(json);
    }

    private static string Read(Type samples, string eventName)
    {
        using var stream = samples.Assembly.GetManifestResourceStream(samples, $"Templates.{eventName}.json")
            ?? throw new InvalidDataException($"The sample {eventName} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static byte[] Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream(json.Length);
        using (var writer = new Utf8JsonWriter(buffer, AsJavaScriptWrites))
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

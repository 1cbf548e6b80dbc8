using System.Globalization;
using System.Net;
using System.Text.Json;
using Platica.Cli.Http;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Output;

/// <summary>What became of one posted delivery: a line, and below it what a Flow was answered or why it was refused.</summary>
internal static class DeliveryLine
{
    /// <summary>Writes the line, such as <c>202 Accepted  message.created  3.1 ms  5e3a…</c>.</summary>
    public static void Write(TextWriter output, string eventName, string eventId, HttpAnswer answer, IProviderSamples samples, bool signed)
    {
        var status = PlainText.Clean($"{(int)answer.Status} {answer.Reason}");
        var milliseconds = answer.Elapsed.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
        output.WriteLine($"{status,-14}  {PlainText.Clean(eventName),-30}  {milliseconds,7} ms  {PlainText.Clean(eventId)}".TrimEnd());
        if (Remark(answer) is { Length: > 0 } remark)
        {
            output.WriteLine($"  {PlainText.Clean(remark)}");
        }

        if (Hint(answer, samples, signed) is { } hint)
        {
            output.WriteLine($"  {hint}");
        }
    }

    /// <summary>The same as JSON, with the whole answer: as JSON where it is, else as text.</summary>
    public static string ToJson(string eventName, string eventId, HttpAnswer answer) => JsonLine.Object(
        ("event", JsonLine.Text(eventName)),
        ("id", JsonLine.Text(eventId)),
        ("status", ((int)answer.Status).ToString(CultureInfo.InvariantCulture)),
        ("milliseconds", answer.Elapsed.TotalMilliseconds.ToString("0.0##", CultureInfo.InvariantCulture)),
        ("answer", answer.Json.ValueKind == JsonValueKind.Undefined ? JsonLine.Text(answer.Text) : JsonLine.Of(answer.Json)));

    // Platica reads the body of an answer only where a Flow waits for it, and that is always a 200.
    private static string Remark(HttpAnswer answer) => answer switch
    {
        { Status: HttpStatusCode.OK } => answer.Text.Trim(),
        { IsSuccess: true } => "",
        _ => answer.Problem,
    };

    private static string? Hint(HttpAnswer answer, IProviderSamples samples, bool signed) => answer.Status switch
    {
        HttpStatusCode.Unauthorized when signed && samples.Signature is null =>
            $"Send the secrets that the receiver has: {samples.Name}__Secret and {samples.Name}__PathSecret, both where both are set there.",
        HttpStatusCode.Unauthorized when signed => "Sign with the secret that the receiver has: --secret-file or --secret.",
        HttpStatusCode.NotFound when answer.IsProblem => $"There {samples.Name} is switched off until it has a secret: set {samples.Name}__Secret.",
        HttpStatusCode.NotFound => $"Is --url the webhook's address? It ends in /api/webhooks/{samples.Provider}.",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
            "A webhook is not redirected: give the final address with --url.",
        _ => null,
    };
}

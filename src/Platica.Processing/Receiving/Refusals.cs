using System.Globalization;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Receiving;

/// <summary>The answers to requests that are not taken: RFC 9457 problem details that say what to do.</summary>
internal static class Refusals
{
    public static ReceiveResult UnknownProvider { get; } = Refuse(
        404, "No such webhook", "No provider of this name is configured here. Platica's URL ends in /api/webhooks/platica.", "no such provider");

    public static ReceiveResult MethodNotAllowed { get; } = Refuse(
        405, "Only POST", "This URL receives webhooks by POST. Paste it into the provider's webhook settings; there is nothing to see here.", "not a POST",
        allow: "POST");

    public static ReceiveResult LengthRequired { get; } = Refuse(
        411, "Content-Length needed", "Send the body with a Content-Length header; chunked bodies are not read.", "no Content-Length");

    public static ReceiveResult BodyIncomplete { get; } = Refuse(
        400, "Body incomplete", "The body ended before its Content-Length. Send it again.", "the body ended before its Content-Length");

    public static ReceiveResult NoSecret { get; } = Problem(
        503, "No signing secret", "This receiver has no secret to check signatures with. Set Platica__Secret to the secret of the webhook in Platica.",
        "no signing secret is set: set Platica__Secret", ReceiveOutcome.Unavailable);

    public static ReceiveResult QueueUnavailable { get; } = Problem(
        503, "Queue unavailable", "The delivery could not be stored safely. Send it again.", "the queue is unavailable",
        ReceiveOutcome.Unavailable, retryAfterSeconds: 30);

    public static ReceiveResult TooLarge(int maxBytes) => Refuse(
        413, "Body too large", string.Create(CultureInfo.InvariantCulture, $"Bodies of up to {maxBytes} bytes are taken (setting Receiver__MaxBodyBytes)."), "body too large");

    public static ReceiveResult Unauthenticated(SignatureResult signature) => signature switch
    {
        SignatureResult.Missing => Refuse(
            401, "Signature missing", "Send X-Webhook-Signature: set a secret on the webhook in Platica, the same as here.",
            "signature missing: does the webhook in Platica have a secret?"),
        SignatureResult.Malformed => Refuse(
            401, "Signature malformed", "X-Webhook-Signature must be sha256= and 64 hexadecimal digits.", "signature malformed"),
        _ => Refuse(
            401, "Signature mismatch", "The signature belongs to another body or another secret. Is the secret in Platica the same as here?",
            "signature mismatch: is the secret in Platica the same?"),
    };

    private static ReceiveResult Refuse(int status, string title, string detail, string reason, string? allow = null) =>
        Problem(status, title, detail, reason, ReceiveOutcome.Refused, allow);

    private static ReceiveResult Problem(
        int status, string title, string detail, string reason, ReceiveOutcome outcome, string? allow = null, int? retryAfterSeconds = null) => new()
        {
            StatusCode = status,
            ContentType = ProblemJson.MediaType,
            Body = ProblemJson.Write(status, title, detail),
            Outcome = outcome,
            Detail = reason,
            Allow = allow,
            RetryAfterSeconds = retryAfterSeconds,
        };
}

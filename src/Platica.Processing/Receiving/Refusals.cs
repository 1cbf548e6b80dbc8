using System.Globalization;
using Platica.Webhooks;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Receiving;

/// <summary>The answers to requests that are not taken: RFC 9457 problem details that say what to do.</summary>
internal static class Refusals
{
    public static ReceiveResult LengthRequired { get; } = Refuse(
        411, "Content-Length needed", "Send the body with a Content-Length header; chunked bodies are not read.",
        RefusalReasons.NoLength, "no Content-Length");

    public static ReceiveResult BodyIncomplete { get; } = Refuse(
        400, "Body incomplete", "The body ended before its Content-Length. Send it again.",
        RefusalReasons.BodyIncomplete, "the body ended before its Content-Length");

    public static ReceiveResult BodyTooSlow { get; } = Refuse(
        408, "Body too slow", "The body did not arrive in time. Send it again, without pauses.",
        RefusalReasons.BodyTooSlow, "the body did not arrive in time");

    public static ReceiveResult QueueUnavailable { get; } = Problem(
        503, "Queue unavailable", "The delivery could not be stored safely. Send it again.", "the queue is unavailable",
        retryAfterSeconds: 30);

    public static ReceiveResult UnknownProvider(IEnumerable<IWebhookProvider> known) => Refuse(
        404, "No such webhook",
        $"No provider of this name is configured here. Webhook URLs end in {string.Join(" or ", known.Select(one => $"/api/webhooks/{one.Name}"))}.",
        RefusalReasons.UnknownProvider, "no such provider");

    public static ReceiveResult MethodNotAllowed(IWebhookProvider provider)
    {
        var methods = string.Join(", ", provider.Methods);
        return Refuse(
            405, $"Only {methods}", $"This URL receives webhooks by {methods}. Paste it into the provider's webhook settings; there is nothing to see here.",
            RefusalReasons.Method, $"not by {methods}", allow: methods);
    }

    public static ReceiveResult TooLarge(int maxBytes) => Refuse(
        413, "Body too large", string.Create(CultureInfo.InvariantCulture, $"Bodies of up to {maxBytes} bytes are taken (setting Receiver__MaxBodyBytes)."),
        RefusalReasons.TooLarge, "body too large");

    /// <summary>What the provider says of a signature that it did not accept. Without a secret it is this side that is not ready.</summary>
    public static ReceiveResult Unauthenticated(IWebhookProvider provider, SignatureResult signature)
    {
        var problem = provider.Explain(signature);
        return signature switch
        {
            SignatureResult.NoSecret => Problem(503, problem.Title, problem.Advice, problem.Reason),
            SignatureResult.Missing => Refuse(401, problem.Title, problem.Advice, RefusalReasons.SignatureMissing, problem.Reason),
            SignatureResult.Malformed => Refuse(401, problem.Title, problem.Advice, RefusalReasons.SignatureMalformed, problem.Reason),
            _ => Refuse(401, problem.Title, problem.Advice, RefusalReasons.SignatureMismatch, problem.Reason),
        };
    }

    private static ReceiveResult Refuse(int status, string title, string advice, string reason, string detail, string? allow = null) =>
        Problem(status, title, advice, detail) with { Outcome = ReceiveOutcome.Refused, Reason = reason, Allow = allow };

    private static ReceiveResult Problem(int status, string title, string advice, string detail, int? retryAfterSeconds = null) => new()
    {
        StatusCode = status,
        ContentType = ProblemJson.MediaType,
        Body = ProblemJson.Write(status, title, advice),
        Outcome = ReceiveOutcome.Unavailable,
        Detail = detail,
        RetryAfterSeconds = retryAfterSeconds,
    };
}

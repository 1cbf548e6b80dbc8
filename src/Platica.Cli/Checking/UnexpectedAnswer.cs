using System.Net;
using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Checking;

/// <summary>Explains answers that no working receiver gives: mostly something else stands at the address, or before the receiver.</summary>
internal static class UnexpectedAnswer
{
    /// <summary>What was answered, and what to do about it.</summary>
    public static (string Says, string Advice) Explain(HttpAnswer answer) => answer.Status switch
    {
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => (
            $"redirected{(answer.Location is { } location ? $" to {location}" : "")}",
            "Platica does not follow redirects. Give the final address, here and in Platica."),
        HttpStatusCode.NotFound => (
            "nothing of Platica.Functions here",
            "Give the address that the deployment printed; the webhook's ends in /api/webhooks/platica."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (
            "refused by something before the receiver",
            "Platica has to get through without a login: look at access restrictions and authentication of the site."),
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => (
            WordsOf(answer),
            "The receiver is not ready: look at its log. docs/operations.md tells where."),
        _ => (
            answer.IsSuccess ? "not what Platica.Functions answers" : WordsOf(answer),
            "Is this the receiver's address? The webhook's ends in /api/webhooks/platica."),
    };

    /// <summary>Whether a refusal is the receiver's own: RFC 9457 problem details, which repeat the status.</summary>
    public static bool IsProblem(HttpAnswer answer) =>
        JsonText.Find(answer.Json, "status") is { ValueKind: JsonValueKind.Number } status
        && status.TryGetInt32(out var number)
        && number == (int)answer.Status;

    private static string WordsOf(HttpAnswer answer) =>
        IsProblem(answer) ? answer.Problem : $"{answer.Reason}, not in the receiver's own words";
}

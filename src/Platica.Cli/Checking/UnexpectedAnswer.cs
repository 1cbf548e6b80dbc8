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
        _ when answer.IsSuccess => (
            "not what Platica.Functions answers",
            "Is this the receiver's address? Another program, or a page for every path, answers here."),
        _ => (
            ProblemOf(answer),
            "The receiver is not ready: look at its log. docs/operations.md tells where."),
    };

    /// <summary>The receiver's own words, which are RFC 9457 problem details; else the status.</summary>
    public static string ProblemOf(HttpAnswer answer) =>
        IsProblem(answer) ? answer.Problem : $"{(int)answer.Status} {answer.Reason}, not from the receiver itself";

    /// <summary>Whether a refusal is the receiver's own.</summary>
    public static bool IsProblem(HttpAnswer answer) =>
        JsonText.Find(answer.Json, "status") is { ValueKind: JsonValueKind.Number } status
        && status.TryGetInt32(out var number)
        && number == (int)answer.Status;
}

using System.Net;
using Platica.Cli.Http;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Checking;

/// <summary>Explains answers that no working receiver gives: mostly something else stands at the address, or before the receiver.</summary>
internal static class UnexpectedAnswer
{
    /// <summary>What was answered, and what to do about it.</summary>
    public static (string Says, string Advice) Explain(HttpAnswer answer, IProviderSamples samples) => answer.Status switch
    {
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => (
            $"redirected{(answer.Location is { } location ? $" to {location}" : "")}",
            $"{samples.Name} does not follow redirects. Give the final address, here and in {samples.Name}."),
        HttpStatusCode.NotFound when answer.IsProblem => (
            $"{samples.Name} is switched off there",
            $"A provider is on once it has a secret: set {samples.Name}__Secret there."),
        HttpStatusCode.NotFound => (
            "nothing of Platica.Functions here",
            $"Give the address that the deployment printed; the webhook's ends in /api/webhooks/{samples.Provider}."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (
            "refused by something before the receiver",
            $"{samples.Name} has to get through without a login: look at access restrictions and authentication of the site."),
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => (
            WordsOf(answer),
            "The receiver is not ready: look at its log. docs/operations.md tells where."),
        _ => (
            answer.IsSuccess ? "not what Platica.Functions answers" : WordsOf(answer),
            $"Is this the receiver's address? The webhook's ends in /api/webhooks/{samples.Provider}."),
    };

    private static string WordsOf(HttpAnswer answer) =>
        answer.IsProblem ? answer.Problem : $"{answer.Reason}, not in the receiver's own words";
}

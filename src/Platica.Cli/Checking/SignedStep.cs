using System.Net;
using Platica.Cli.Http;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Checking;

/// <summary>Whether the receiver has the same secret, and answers Flows where the provider has them: the first signed check.</summary>
internal sealed class SignedStep(IProviderSamples samples)
{
    private string Name { get; } = samples.Signature is null ? "secret" : "signed";

    /// <summary>Without a secret there is nothing to sign with.</summary>
    public Finding WithoutSecret => new(
        Name,
        FindingResult.NotChecked,
        samples.FlowSteps.Count > 0
            ? "not checked, nor the 700 ms: there is no signing secret here"
            : $"not checked: there is no secret of {samples.Name} here",
        $"Give it with --secret-file, --secret or {samples.Name}__Secret.");

    /// <summary>Reads the answer to it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="source">Where the secret was found.</param>
    /// <param name="unsignedIsTaken">Whether the receiver takes what is not signed, too.</param>
    public Finding Read(HttpAnswer answer, string source, bool unsignedIsTaken) => answer switch
    {
        _ when IsAcknowledged(answer) => Finding.Passed(
            Name,
            unsignedIsTaken ? "answered, but without comparing any secret" : $"answered: it has the same secret as {source}",
            answer),
        { Status: HttpStatusCode.Unauthorized, IsProblem: true } => Finding.Failed(
            Name,
            $"refused: its secret is not the one from {source}",
            samples.Signature is null
                ? $"The receiver, the webhook at {samples.Name} and this check need the same ones: {samples.Name}__Secret in the header that "
                    + $"{samples.Name}__SecretHeader names, and {samples.Name}__PathSecret in the URL; both where both are set."
                : $"The receiver, the webhook in {samples.Name} and this check need the same one: --secret-file, --secret or {samples.Name}__Secret.",
            answer),
        _ => Finding.Unexpected(Name, samples, answer),
    };

    /// <summary>Whether a check was acknowledged, as an error notification of a Flow is.</summary>
    public static bool IsAcknowledged(HttpAnswer answer) =>
        answer.IsSuccess && JsonText.IsTrue(JsonText.Find(answer.Json, "data"), "acknowledged");
}

using System.Net;
using Platica.Cli.Http;
using Platica.Cli.Input;

namespace Platica.Cli.Checking;

/// <summary>Whether the receiver has the same secret and answers Flows: the first signed check.</summary>
internal static class SignedStep
{
    private const string Name = "signed";

    /// <summary>Reads the answer to it.</summary>
    public static Finding Read(HttpAnswer answer, FoundSecret secret, bool unsignedIsTaken) => answer switch
    {
        _ when IsAcknowledged(answer) => Finding.Passed(
            Name,
            unsignedIsTaken ? "answered, but without comparing any secret" : $"answered: it has the same secret as {secret.Source}",
            answer),
        { Status: HttpStatusCode.Unauthorized } when UnexpectedAnswer.IsProblem(answer) => Finding.Failed(
            Name,
            $"refused: its secret is not the one from {secret.Source}",
            "The receiver, the webhook in Platica and this check need the same one: --secret-file, --secret or Platica__Secret.",
            answer),
        _ => Finding.Unexpected(Name, answer),
    };

    /// <summary>Without a secret there is nothing to sign with.</summary>
    public static Finding WithoutSecret { get; } = new(
        Name,
        FindingResult.NotChecked,
        "not checked, nor the 700 ms: there is no signing secret here",
        "Give it with --secret-file, --secret or Platica__Secret.");

    /// <summary>Whether a check was answered as an error notification of a Flow is.</summary>
    public static bool IsAcknowledged(HttpAnswer answer) =>
        answer.Status == HttpStatusCode.OK && JsonText.IsTrue(JsonText.Find(answer.Json, "data"), "acknowledged");
}

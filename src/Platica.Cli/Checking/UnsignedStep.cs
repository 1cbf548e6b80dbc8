using System.Net;
using Platica.Cli.Http;

namespace Platica.Cli.Checking;

/// <summary>Whether strangers are refused: a delivery without a signature.</summary>
internal static class UnsignedStep
{
    private const string Name = "unsigned";

    /// <summary>Reads the answer to it.</summary>
    public static Finding Read(HttpAnswer answer) => answer switch
    {
        { Status: HttpStatusCode.Unauthorized } when UnexpectedAnswer.IsProblem(answer) =>
            Finding.Passed(Name, "refused, as it must be", answer),
        { IsSuccess: true } => Finding.Failed(
            Name,
            "ANYONE CAN POST HERE: deliveries without a signature are taken",
            "Set Platica__Secret there to the webhook's secret; remove Platica__AllowUnsigned.",
            answer),
        { Status: HttpStatusCode.ServiceUnavailable } when UnexpectedAnswer.IsProblem(answer) =>
            Finding.Failed(Name, answer.Problem, NoSecret.Advice, answer),
        _ => Finding.Unexpected(Name, answer),
    };
}

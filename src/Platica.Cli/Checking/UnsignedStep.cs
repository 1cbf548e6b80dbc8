using System.Net;
using Platica.Cli.Http;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Checking;

/// <summary>Whether strangers are refused: a delivery without a signature.</summary>
internal sealed class UnsignedStep(IProviderSamples samples)
{
    private const string Name = "unsigned";

    /// <summary>Reads the answer to it.</summary>
    public Finding Read(HttpAnswer answer) => answer switch
    {
        { Status: HttpStatusCode.Unauthorized, IsProblem: true } => Finding.Passed(Name, "refused, as it must be", answer),
        { IsSuccess: true } => Finding.Failed(
            Name,
            "ANYONE CAN POST HERE: deliveries without a signature are taken",
            $"Set {samples.Name}__Secret there to the webhook's secret; remove {samples.Name}__AllowUnsigned.",
            answer),
        { Status: HttpStatusCode.ServiceUnavailable, IsProblem: true } => Finding.Failed(Name, answer.Problem, NoSecret.Advice(samples), answer),
        _ => Finding.Unexpected(Name, samples, answer),
    };
}

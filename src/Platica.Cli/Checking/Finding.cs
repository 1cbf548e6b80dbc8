using Platica.Cli.Http;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Checking;

/// <summary>What one step of a check found.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Result">Whether it is as it must be.</param>
/// <param name="Says">What was found, in words.</param>
/// <param name="Advice">What to do, where something is to be done.</param>
internal sealed record Finding(string Step, FindingResult Result, string Says, string? Advice = null)
{
    /// <summary>The one answer that tells it, where it is one.</summary>
    public HttpAnswer? Answer { get; init; }

    /// <summary>The measured times, where it is about them.</summary>
    public AnswerTimes? Times { get; init; }

    /// <summary>As it must be.</summary>
    public static Finding Passed(string step, string says, HttpAnswer? answer = null) => new(step, FindingResult.Passed, says) { Answer = answer };

    /// <summary>Not as it must be.</summary>
    public static Finding Failed(string step, string says, string advice, HttpAnswer? answer = null) =>
        new(step, FindingResult.Failed, says, advice) { Answer = answer };

    /// <summary>An answer that no working receiver gives in this step.</summary>
    public static Finding Unexpected(string step, IProviderSamples samples, HttpAnswer answer)
    {
        var (says, advice) = UnexpectedAnswer.Explain(answer, samples);
        return Failed(step, says, advice, answer);
    }
}

using System.Runtime.CompilerServices;
using Platica.Cli.Http;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Checking;

/// <summary>Goes through what a receiver needs before a provider sends to it. Leaves no rows there; the unsigned delivery counts as refused.</summary>
/// <param name="host">The network and the clock.</param>
/// <param name="address">The receiver.</param>
/// <param name="samples">The provider.</param>
/// <param name="secret">What proves that the provider calls, and where it was found; null where nothing was.</param>
internal sealed class ReceiverCheck(CliHost host, ReceiverAddress address, IProviderSamples samples, (CallOptions Options, string Source)? secret) : IDisposable
{
    private const int TimedChecks = 20;

    private readonly HttpCaller _caller = new(host);
    private readonly ReceiverClient _receiver = new(host, address.Webhook.Address) { ConnectsAnew = true };

    /// <summary>Runs the steps, each when the one before has ended.</summary>
    /// <exception cref="CliException">Nobody answered.</exception>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new HealthStep(samples).Read(await GetHealthAsync(cancellationToken).ConfigureAwait(false));

        var unsigned = await SendAsync(CallOptions.Unauthenticated, cancellationToken).ConfigureAwait(false);
        yield return new UnsignedStep(samples).Read(unsigned);

        var step = new SignedStep(samples);
        if (secret is not var (options, source))
        {
            yield return step.WithoutSecret;
            yield break;
        }

        var first = await SendAsync(options, cancellationToken).ConfigureAwait(false);
        var signed = step.Read(first, source, unsigned.IsSuccess);
        yield return signed;
        if (samples.FlowSteps.Count > 0)
        {
            if (signed.Result != FindingResult.Passed)
            {
                yield return TimesStep.WithoutAnswer;
                yield break;
            }

            List<HttpAnswer> timed = [];
            while (timed.Count < TimedChecks)
            {
                timed.Add(await SendAsync(options, cancellationToken).ConfigureAwait(false));
            }

            yield return TimesStep.Read(first, timed);
        }

        if (signed.Result == FindingResult.Passed)
        {
            yield return Finding.Passed("stored", "nothing: a receiver answers checks and keeps none");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _receiver.Dispose();
        _caller.Dispose();
    }

    private async Task<HttpAnswer> GetHealthAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address.Health);
        return await _caller.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpAnswer> SendAsync(CallOptions options, CancellationToken cancellationToken) =>
        _receiver.SendAsync(samples.CallFor(samples.CreateCheck(host.Clock.GetUtcNow()), options), cancellationToken);
}

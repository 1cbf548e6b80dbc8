using System.Runtime.CompilerServices;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Cli.Checking;

/// <summary>Goes through what a receiver needs before Platica sends to it. Leaves no rows there; the unsigned delivery counts as refused.</summary>
internal sealed class ReceiverCheck(CliHost host, ReceiverAddress address, FoundSecret? secret) : IDisposable
{
    private const int TimedChecks = 20;

    private static readonly byte[] Unsigned = [];

    private readonly HttpCaller _caller = new(host);
    private readonly ReceiverClient _receiver = new(host, address.Webhook) { ConnectsAnew = true };

    /// <summary>Runs the steps, each when the one before has ended.</summary>
    /// <exception cref="CliException">Nobody answered.</exception>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return HealthStep.Read(await GetHealthAsync(cancellationToken).ConfigureAwait(false));

        var unsigned = await PostAsync(Unsigned, cancellationToken).ConfigureAwait(false);
        yield return UnsignedStep.Read(unsigned);

        if (secret is null)
        {
            yield return SignedStep.WithoutSecret;
            yield break;
        }

        var first = await PostAsync(secret.Key, cancellationToken).ConfigureAwait(false);
        var signed = SignedStep.Read(first, secret, unsigned.IsSuccess);
        yield return signed;
        if (signed.Result != FindingResult.Passed)
        {
            yield return TimesStep.WithoutAnswer;
            yield break;
        }

        List<HttpAnswer> timed = [];
        while (timed.Count < TimedChecks)
        {
            timed.Add(await PostAsync(secret.Key, cancellationToken).ConfigureAwait(false));
        }

        yield return TimesStep.Read(first, timed);
        yield return Finding.Passed("stored", "nothing: a receiver answers checks and keeps none");
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

    private Task<HttpAnswer> PostAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        _receiver.PostAsync(PlaticaCheck.Create(host.Clock.GetUtcNow()), key, cancellationToken);
}

using System.Net;
using Platica.Cli.Http;
using Platica.Cli.Output;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Backfilling;

/// <summary>Posts deliveries, signed, to a receiver: again while it cannot take them, and in parts where they are too large.</summary>
internal sealed class BackfillSender(CliHost host, Uri webhook, byte[] secret, BackfillReport report) : IBackfillTarget, IDisposable
{
    private readonly ReceiverClient _receiver = new(host, webhook);

    /// <inheritdoc/>
    public async Task SendAsync(BackfillDelivery delivery, CancellationToken cancellationToken)
    {
        var call = new ProviderCall
        {
            Headers = [new(PlaticaHeaders.Signature, WebhookSignature.Sign(delivery.Body, secret))],
            Body = delivery.Body,
        };
        var answer = await Persistence.SendAsync(host, () => _receiver.SendAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            report.Sent(delivery);
        }
        else if (answer.Status != HttpStatusCode.RequestEntityTooLarge)
        {
            throw new CliException($"The receiver answered {(int)answer.Status} {answer.Reason}: {PlainText.Clean(answer.Problem)}");
        }
        else if (delivery.Halves is { } halves)
        {
            var (first, second) = halves();
            await SendAsync(first, cancellationToken).ConfigureAwait(false);
            await SendAsync(second, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            report.TooLarge(delivery);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _receiver.Dispose();
}

/// <summary>Where deliveries go.</summary>
internal interface IBackfillTarget
{
    /// <summary>Brings a delivery there.</summary>
    /// <exception cref="CliException">It was refused, or nobody took it for too long.</exception>
    Task SendAsync(BackfillDelivery delivery, CancellationToken cancellationToken);
}

/// <summary>Nowhere: what would be sent is counted.</summary>
internal sealed class DryRun(BackfillReport report) : IBackfillTarget
{
    /// <inheritdoc/>
    public Task SendAsync(BackfillDelivery delivery, CancellationToken cancellationToken)
    {
        report.Sent(delivery);
        return Task.CompletedTask;
    }
}

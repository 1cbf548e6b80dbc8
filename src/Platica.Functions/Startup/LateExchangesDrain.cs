using Microsoft.Extensions.Hosting;
using Platica.Processing.Receiving;

namespace Platica.Functions.Startup;

/// <summary>Lets the process end only once the queue has the Flow exchanges that were answered before it had them, or a few seconds later.</summary>
internal sealed class LateExchangesDrain(WebhookReceiver receiver) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => receiver.DrainAsync(cancellationToken);
}

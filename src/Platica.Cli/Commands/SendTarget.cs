using System.CommandLine;
using System.Globalization;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Commands;

/// <summary>Where deliveries go and what proves who sends them: <c>--url</c>, the secret's options and <c>--unsigned</c>.</summary>
internal sealed class SendTarget
{
    private readonly CliHost _host;
    private readonly LocalOptions _local;
    private readonly SecretOptions _secret;
    private readonly Option<string?> _url = new("--url")
    {
        Description = "The receiver, with or without /api/webhooks/<provider>. Default: the LocalHost of this machine.",
        HelpName = "address",
    };

    private readonly Option<bool> _unsigned = new("--unsigned")
    {
        Description = "Leaves the signature or the secret out, to see it refused.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "JSON Lines, one a delivery: {\"event\":…,\"id\":…,\"status\":202,\"milliseconds\":3.1,\"answer\":…}.",
    };

    public SendTarget(CliHost host)
    {
        _host = host;
        _local = new(host);
        _secret = new(host, _local);
    }

    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_secret.SecretFile);
        command.Add(_secret.Secret);
        command.Add(_unsigned);
        command.Add(_json);
        command.Add(_local.Data);
    }

    /// <summary>Sends one after the other, each when the one before was answered.</summary>
    /// <param name="arguments">Where to, and with which secret.</param>
    /// <param name="samples">As whom.</param>
    /// <param name="mode">How, where the provider has several ways.</param>
    /// <param name="deliveries">What to send.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>0 if all were accepted.</returns>
    public async Task<int> SendAsync(
        ParseResult arguments, IProviderSamples samples, string? mode, IReadOnlyList<OutgoingDelivery> deliveries, CancellationToken cancellationToken)
    {
        var webhook = WebhookAddress.Of(Url(arguments), samples.Provider);
        var options = arguments.GetValue(_unsigned) ? new() { Mode = mode } : _secret.ReadCall(arguments, samples, webhook, mode);
        using var receiver = new ReceiverClient(_host, webhook.Address);
        var started = _host.Clock.GetTimestamp();
        var accepted = 0;
        var json = arguments.GetValue(_json);
        foreach (var delivery in deliveries)
        {
            var answer = await receiver.SendAsync(samples.CallFor(delivery.Body, options), cancellationToken).ConfigureAwait(false);
            if (json)
            {
                await _host.Out.WriteLineAsync(DeliveryLine.ToJson(delivery.EventName, delivery.EventId, answer)).ConfigureAwait(false);
            }
            else
            {
                DeliveryLine.Write(_host.Out, delivery.EventName, delivery.EventId, answer, samples, !arguments.GetValue(_unsigned));
            }

            accepted += answer.IsSuccess ? 1 : 0;
        }

        if (deliveries.Count > 1 && !json)
        {
            var seconds = _host.Clock.GetElapsedTime(started).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
            await _host.Out.WriteLineAsync($"{accepted} of {deliveries.Count} accepted in {seconds} s").ConfigureAwait(false);
        }

        return accepted == deliveries.Count ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private Uri Url(ParseResult arguments) =>
        arguments.GetValue(_url) is { } url ? Addresses.Parse(url, _url.Name) : _local.ReadEndpoints(arguments).Receiver;
}

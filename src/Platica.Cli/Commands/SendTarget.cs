using System.CommandLine;
using System.Globalization;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary>Where deliveries go and how they are signed: <c>--url</c>, the secret's options and <c>--unsigned</c>.</summary>
internal sealed class SendTarget
{
    private readonly CliHost _host;
    private readonly LocalOptions _local;
    private readonly SecretOptions _secret;
    private readonly Option<string?> _url = new("--url")
    {
        Description = "The receiver, with or without /api/webhooks/platica. Default: the LocalHost of this machine.",
        HelpName = "address",
    };

    private readonly Option<bool> _unsigned = new("--unsigned")
    {
        Description = "Leaves the signature out, to see it refused.",
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

    /// <summary>Posts one after the other, each when the one before was answered.</summary>
    /// <returns>0 if all were accepted.</returns>
    public async Task<int> PostAsync(ParseResult arguments, IReadOnlyList<OutgoingDelivery> deliveries, CancellationToken cancellationToken)
    {
        var secret = arguments.GetValue(_unsigned) ? [] : _secret.Read(arguments);
        using var receiver = new ReceiverClient(_host, Webhook(arguments));
        var started = _host.Clock.GetTimestamp();
        var accepted = 0;
        var json = arguments.GetValue(_json);
        foreach (var delivery in deliveries)
        {
            var answer = await receiver.PostAsync(delivery.Body, secret, cancellationToken).ConfigureAwait(false);
            if (json)
            {
                await _host.Out.WriteLineAsync(DeliveryLine.ToJson(delivery.EventName, delivery.EventId, answer)).ConfigureAwait(false);
            }
            else
            {
                DeliveryLine.Write(_host.Out, delivery.EventName, delivery.EventId, answer, signed: secret.Length > 0);
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

    private Uri Webhook(ParseResult arguments) =>
        Addresses.Webhook(arguments.GetValue(_url) is { } url ? Addresses.Parse(url, "--url") : _local.ReadEndpoints(arguments).Receiver);
}

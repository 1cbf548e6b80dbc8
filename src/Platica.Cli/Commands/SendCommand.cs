using System.CommandLine;
using Platica.Cli.Input;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Cli.Commands;

/// <summary><c>platica send</c>: posts sample deliveries, or any bytes, as Platica would.</summary>
internal static class SendCommand
{
    public static Command Build(CliHost host)
    {
        var eventName = new Argument<string?>("event")
        {
            Description = $"flow, or one of Platica's events: {string.Join(", ", EventNames.Sorted)}.",
            HelpName = "event",
            Arity = ArgumentArity.ZeroOrOne,
        };
        eventName.CompletionSources.Add([.. PlaticaSamples.EventNames]);
        var step = new Argument<string?>("step")
        {
            Description = "After flow: init opens the sample Quote flow, advance sends its first screen, back leaves its second.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "init|advance|back",
        };
        var all = new Option<bool>("--all") { Description = $"All {PlaticaSamples.EventNames.Count} events: the story of one customer." };
        var body = new BodySource(host);
        var target = new SendTarget(host);
        var command = new Command("send", "Posts a realistic signed delivery and prints status, milliseconds and the answer.")
        {
            eventName,
            step,
            all,
            body.File,
        };
        target.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var now = host.Clock.GetUtcNow();
            OutgoingDelivery Sample(string name) => OutgoingDelivery.Of(PlaticaSamples.Create(name, now));
            var asked = (Name: arguments.GetValue(eventName), All: arguments.GetValue(all), File: arguments.GetValue(body.File));
            IEnumerable<OutgoingDelivery> deliveries = asked switch
            {
                ({ } name, false, null) => [Sample(EventNames.Resolve(name, arguments.GetValue(step)))],
                (null, true, null) => PlaticaSamples.All(now).Select(OutgoingDelivery.Of),
                (null, false, not null) => [OutgoingDelivery.Of(await body.ReadAsync(arguments, cancellationToken).ConfigureAwait(false))],
                _ => throw new CliException(
                    "Say one thing to send: an event name, --all, --file or flow. `platica send --help` shows examples.", ExitCodes.Usage),
            };
            return await target.PostAsync(arguments, [.. deliveries], cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}

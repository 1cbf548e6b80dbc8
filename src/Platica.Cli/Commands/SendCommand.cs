using System.CommandLine;
using Platica.Cli.Input;
using Platica.Cli.Output;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Commands;

/// <summary><c>platica send</c>: sends sample deliveries, or any bytes, as a provider would.</summary>
internal static class SendCommand
{
    public static Command Build(CliHost host)
    {
        var provider = new ProviderChoice();
        var eventName = new Argument<string?>("event")
        {
            Description = $"flow, or an event. {string.Join(" ", SampleCatalog.All.Select(Describe))}",
            HelpName = "event",
            Arity = ArgumentArity.ZeroOrOne,
        };
        eventName.CompletionSources.Add([.. SampleCatalog.All.SelectMany(samples => samples.EventNames)]);
        var step = new Argument<string?>("step")
        {
            Description = "After flow: init opens the sample Quote flow, advance sends its first screen, back leaves its second.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "init|advance|back",
        };
        var all = new Option<bool>("--all") { Description = "All events of the provider: the story of one customer." };
        var mode = new Option<string?>("--mode")
        {
            Description = "Where the event is named, for Whapi: in the body (the default), in the URL's path, or in path and HTTP method.",
            HelpName = "body|path|method",
        };
        var body = new BodySource(host);
        var target = new SendTarget(host);
        var command = new Command("send", "Sends a realistic delivery, signed as the provider would, and prints status, milliseconds and the answer.")
        {
            eventName,
            step,
            provider.Provider,
            all,
            mode,
            body.File,
        };
        target.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var now = host.Clock.GetUtcNow();
            var samples = provider.Read(arguments);
            OutgoingDelivery Sample(string name) => OutgoingDelivery.Of(samples.Create(name, now));
            var asked = (Name: arguments.GetValue(eventName), All: arguments.GetValue(all), File: arguments.GetValue(body.File));
            var way = ReadMode(samples, arguments.GetValue(mode), asked.File);
            IEnumerable<OutgoingDelivery> deliveries = asked switch
            {
                ({ } name, false, null) => [Sample(EventNames.Resolve(samples, name, arguments.GetValue(step)))],
                (null, true, null) => samples.All(now).Select(OutgoingDelivery.Of),
                (null, false, not null) => [OutgoingDelivery.Of(samples, await body.ReadAsync(arguments, cancellationToken).ConfigureAwait(false))],
                _ => throw new CliException(
                    "Say one thing to send: an event name, --all, --file or flow. `platica send --help` shows examples.", ExitCodes.Usage),
            };
            return await target.SendAsync(arguments, samples, way, [.. deliveries], cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static string Describe(IProviderSamples samples) => $"{samples.Name}: {string.Join(", ", EventNames.Sorted(samples))}.";

    private static string? ReadMode(IProviderSamples samples, string? mode, string? file) => mode switch
    {
        null => null,
        _ when samples.Modes.Count == 0 => throw new CliException($"{samples.Name} has one way of calling: leave --mode out.", ExitCodes.Usage),
        _ when !samples.Modes.Contains(mode) => throw new CliException(
            $"{samples.Name} has no mode {PlainText.Clean(mode)}: --mode takes one of {string.Join(", ", samples.Modes)}.", ExitCodes.Usage),
        _ when file is not null && mode != samples.Modes[0] => throw new CliException(
            $"--mode {mode} goes with an event or --all: a file is sent as it is, byte for byte.", ExitCodes.Usage),
        _ => mode,
    };
}

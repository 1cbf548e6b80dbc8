using System.CommandLine;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Cli.Commands;

/// <summary><c>platica send flow</c>: what a phone asks while a person fills in the Quote flow.</summary>
internal static class FlowCommand
{
    public static Command Build(CliHost host, SendTarget target)
    {
        var step = new Argument<string>("step") { Description = "What the person does." };
        step.AcceptOnlyFromAmong([.. PlaticaSamples.FlowSteps.Keys]);
        var command = new Command("flow", "Opens the sample Quote flow, sends its first screen, or goes back from its second.") { step };
        command.SetAction((arguments, cancellationToken) =>
        {
            var sample = PlaticaSamples.Create(PlaticaSamples.FlowSteps[arguments.GetRequiredValue(step)], host.Clock.GetUtcNow());
            return target.PostAsync(arguments, [OutgoingDelivery.Of(sample)], cancellationToken);
        });
        return command;
    }
}

using Platica.Cli.Output;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Input;

/// <summary>The events of a provider that can be sent by name.</summary>
internal static class EventNames
{
    private const string Flow = "flow";

    /// <summary>The catalogue's names, sorted.</summary>
    public static IEnumerable<string> Sorted(IProviderSamples samples) => samples.EventNames.Order(StringComparer.Ordinal);

    /// <summary>The catalogue's name for what was typed: an event, or <c>flow</c> and a step.</summary>
    /// <exception cref="CliException">There is no such event or step; the message names the nearest or all.</exception>
    public static string Resolve(IProviderSamples samples, string typed, string? step) => (typed, step) switch
    {
        (Flow, _) when samples.FlowSteps.Count == 0 => throw new CliException($"{samples.Name} has no Flows.", ExitCodes.Usage),
        (Flow, not null) when samples.FlowSteps.TryGetValue(step, out var eventName) => eventName,
        (Flow, _) => throw new CliException(
            $"Send one step of the Flow: {string.Join(", ", samples.FlowSteps.Keys)}.", ExitCodes.Usage),
        (_, null) => Resolve(samples, typed),
        _ => throw new CliException("Send one event at a time, or --all of them.", ExitCodes.Usage),
    };

    private static string Resolve(IProviderSamples samples, string typed) =>
        samples.EventNames.FirstOrDefault(name => name.Equals(typed, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliException(
                $"{samples.Name} has no event {PlainText.Clean(typed)}. {Suggest(samples, typed)}\n"
                + $"The {samples.EventNames.Count} events:\n"
                + string.Join('\n', Sorted(samples).Select(name => $"  {name}")),
                ExitCodes.Usage);

    private static string Suggest(IProviderSamples samples, string typed) =>
        SampleCatalog.All.FirstOrDefault(other => other.EventNames.Contains(typed, StringComparer.OrdinalIgnoreCase)) is { } owner
            ? $"{owner.Name} has: add --provider {owner.Provider}."
            : $"Did you mean {Nearest(samples, typed)}?";

    private static string Nearest(IProviderSamples samples, string typed) => samples.EventNames
        .OrderByDescending(name => name.Contains(typed, StringComparison.OrdinalIgnoreCase))
        .ThenBy(name => Distance(typed, name))
        .First();

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        foreach (var (row, character) in left.ToLowerInvariant().Index())
        {
            var current = new int[right.Length + 1];
            current[0] = row + 1;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = previous[column - 1] + (character == char.ToLowerInvariant(right[column - 1]) ? 0 : 1);
                current[column] = Math.Min(replaced, 1 + Math.Min(previous[column], current[column - 1]));
            }

            previous = current;
        }

        return previous[^1];
    }
}

using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Cli.Input;

/// <summary>The events that can be sent by name.</summary>
internal static class EventNames
{
    /// <summary>The catalogue's spelling of what was typed.</summary>
    /// <exception cref="CliException">The catalogue has no such name; the message suggests the nearest.</exception>
    public static string Resolve(string typed) =>
        PlaticaSamples.EventNames.FirstOrDefault(name => name.Equals(typed, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliException(
                $"Platica has no event {Output.PlainText.Clean(typed)}. Did you mean {Nearest(typed)}?\n"
                + $"The {PlaticaSamples.EventNames.Count} events:\n"
                + string.Join('\n', PlaticaSamples.EventNames.Order(StringComparer.Ordinal).Select(name => $"  {name}")),
                ExitCodes.Usage);

    private static string Nearest(string typed) => PlaticaSamples.EventNames.MinBy(name => Distance(typed, name))!;

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

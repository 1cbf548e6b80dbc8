using System.Globalization;

namespace Platica.Cli.Backfilling;

/// <summary>How far a backfill came: all before it was sent. Written as <c>conversations:1200</c>.</summary>
/// <param name="List">The list that was being read.</param>
/// <param name="Offset">The page that was being read.</param>
internal sealed record BackfillPlace(ApiList List, int Offset)
{
    /// <summary>Where everything begins.</summary>
    public static BackfillPlace Start { get; } = new(ApiList.Clients, 0);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="CliException">It did not write it.</exception>
    public static BackfillPlace Parse(string text, string option)
    {
        var (name, offset) = text.Split(':') is [var first, var second] ? (first, second) : ("", "");
        ApiList? list = name == ApiList.Clients.Name ? ApiList.Clients : name == ApiList.Conversations.Name ? ApiList.Conversations : null;
        return list is not null && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(list, number)
            : throw new CliException($"{option} takes what an interrupted run printed, such as conversations:1200.", ExitCodes.Usage);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{List.Name}:{Offset}");
}

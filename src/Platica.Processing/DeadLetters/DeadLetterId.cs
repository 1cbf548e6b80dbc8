using System.Globalization;
using Platica.Processing.Tables;

namespace Platica.Processing.DeadLetters;

/// <summary>
/// What names a dead letter in URLs and on command lines, as long as it exists: 16 hexadecimal digits of its arrival, a hyphen, and the 8 of
/// the body's short hash that end its row key. It leads to the row without an index; an event's id would not, and may stand for several.
/// </summary>
internal readonly record struct DeadLetterId(DateTimeOffset ReceivedAt, string BodyHash)
{
    private const int TickDigits = 16;
    private const int HashDigits = 8;

    /// <summary>The rows it may be: those that arrived at that moment.</summary>
    public TableQuery Rows => new(
        TableNames.DeadLetters, Days.Of(ReceivedAt), TableLimits.PageRows, TableKey.Descending(ReceivedAt), $"{TableKey.Descending(ReceivedAt)}~");

    /// <summary>The id of a row.</summary>
    public static DeadLetterId Of(TableRow row) => new(TableKey.FromDescending(row.RowKey), row.RowKey[^HashDigits..]);

    /// <summary>Reads an id as <see cref="ToString"/> writes it.</summary>
    public static bool TryParse(string text, out DeadLetterId id)
    {
        id = default;
        if (text.Length != TickDigits + 1 + HashDigits || text[TickDigits] != '-'
            || !long.TryParse(text.AsSpan(0, TickDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || ticks < TableLimits.EarliestTime.UtcTicks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        id = new(new DateTimeOffset(ticks, TimeSpan.Zero), text[(TickDigits + 1)..]);
        return true;
    }

    /// <summary>Whether a row has this id.</summary>
    public bool IsOf(TableRow row) => row.RowKey.EndsWith($"{TableKey.Separator}{BodyHash}", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ReceivedAt.UtcTicks:x16}-{BodyHash}");
}

using System.Text.Json;
using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Rebuilding;

/// <summary>What a page of a rebuild did, and which events it could not bring back.</summary>
internal sealed class RebuildCounts
{
    private readonly List<Action<Utf8JsonWriter>> _lost = [];
    private int _events;
    private int _missing;
    private int _damaged;
    private int _refused;
    private int _copied;
    private int _days;

    /// <summary>How many events were named.</summary>
    public int Named => _lost.Count;

    /// <summary>An event that was processed again.</summary>
    public void AddRebuilt() => _events++;

    /// <summary>A row that was copied as it is.</summary>
    public void AddCopied() => _copied++;

    /// <summary>Days that are over.</summary>
    public void AddDays(int count) => _days += count;

    /// <summary>An event whose body is gone, or is not what was written.</summary>
    public void AddUnreadable(TableRow row, bool isDamaged)
    {
        if (isDamaged)
        {
            _damaged++;
        }
        else
        {
            _missing++;
        }

        Name(row, isDamaged ? "damaged" : "body-missing");
    }

    /// <summary>An event that was read and not taken.</summary>
    public void AddRefused(TableRow row, string reason)
    {
        _refused++;
        Name(row, reason);
    }

    /// <summary>The answer's counts. Those that mean trouble are told only where there is some.</summary>
    public IReadOnlyDictionary<string, long> Counts => new (string Name, int Count, bool IsUsual)[]
    {
        ("days", _days, true),
        ("events", _events, true),
        ("copied", _copied, false),
        ("missing", _missing, false),
        ("damaged", _damaged, false),
        ("refused", _refused, false),
    }.Where(count => count.IsUsual || count.Count > 0).ToDictionary(count => count.Name, count => (long)count.Count);

    /// <summary>Writes what was named: ids and days, nothing of a body.</summary>
    public void WriteLost(Utf8JsonWriter writer) => _lost.ForEach(write => write(writer));

    private void Name(TableRow row, string problem) => _lost.Add(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("workspace", row.GetText(EntityRow.Workspace));
        writer.WriteString("id", row.GetText(EntityRow.Id));
        writer.WriteString("event", row.GetText(EventColumns.Event));
        if (row.GetTime(EventColumns.Timestamp) is { } timestamp)
        {
            writer.WriteString("timestamp", timestamp.UtcDateTime);
        }

        writer.WriteString("problem", problem);
        writer.WriteEndObject();
    });
}

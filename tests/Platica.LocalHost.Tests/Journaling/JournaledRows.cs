using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tests.Journaling;

/// <summary>Tables in memory over a journal, as a start leaves them.</summary>
internal sealed class JournaledRows : IAsyncDisposable
{
    public JournaledRows(MemoryJournalFile file)
    {
        Journal = Journal.Open(file, TimeProvider.System);
        Rows = new JournaledTableStore(Tables, Journal);
        Assert.All(Journal.Replay(null, Rows.Restore), delivery => Assert.NotNull(delivery.BodyReference));
    }

    /// <summary>The tables as deliveries write them.</summary>
    public InMemoryTableStore Tables { get; } = new();

    public Journal Journal { get; }

    public JournaledTableStore Rows { get; }

    /// <summary>The rows of the one partition, such as <c>a=first b=second</c>.</summary>
    public async Task<string> ReadAsync()
    {
        var rows = await Tables.QueryAsync(new("Table", "partition", TableLimits.PageRows), default);
        return string.Join(' ', rows.Select(row => $"{row.RowKey}={row.GetText("Value")}"));
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        Rows.Dispose();
    }
}

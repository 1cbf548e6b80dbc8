using System.Text;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Archive;

namespace Platica.Processing.Tests.Erasure;

/// <summary>Searches every byte that is kept.</summary>
internal static class Traces
{
    /// <summary>Where a text still is: keys, columns, bodies, blobs and their names.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(ObservedTableStore store, InMemoryBlobStore blobs, IReadOnlyList<string> texts)
    {
        var found = new List<string>();
        foreach (var (table, row) in await store.ReadRowsAsync())
        {
            var body = await BodyColumns.ReadBodyAsync(row, blobs, CancellationToken.None);
            var all = string.Join('\n', [row.PartitionKey, row.RowKey, .. row.Columns.Values.OfType<string>(), TextOf(body ?? default)]);
            found.AddRange(texts.Where(text => all.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(text => $"{table} {row.PartitionKey} {row.RowKey}: {text}"));
        }

        foreach (var name in blobs.Names)
        {
            var content = TextOf((await blobs.ReadAsync(name, CancellationToken.None))!.Value);
            found.AddRange(texts.Where(text => $"{name}\n{content}".Contains(text, StringComparison.OrdinalIgnoreCase)).Select(text => $"{name}: {text}"));
        }

        return found;
    }

    private static string TextOf(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

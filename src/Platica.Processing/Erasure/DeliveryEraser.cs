using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure;

/// <summary>
/// Undoes a delivery: all that it told is taken out of the tables and the archive, as if it had never come. What holds the delivery itself goes
/// last, so that after a crash it is found again.
/// </summary>
internal sealed class DeliveryEraser(ITableStore store, IArchiveEraser? archive, RemovalCounts counts)
{
    private readonly StateEraser _states = new(store);

    /// <summary>Takes back what a delivery told, but not the delivery itself; once more is as good.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="own">Which of its keys are the erased person's alone, and up to when: of these entities everything up to then goes.</param>
    /// <param name="keepsClients">Whether rows stay that tell which client has which phone.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task UndoAsync(
        TranslatedDelivery delivery, IReadOnlyDictionary<PersonKey, DateTimeOffset> own, bool keepsClients, CancellationToken cancellationToken)
    {
        var confirmed = await ForgetAsync(delivery, own, keepsClients, cancellationToken).ConfigureAwait(false);
        foreach (var (table, row) in RowsOf(delivery))
        {
            var isKept = table is TableNames.Directory or TableNames.Events || confirmed.Contains(new(table, row.PartitionKey, row.RowKey));
            if (!isKept)
            {
                await RemoveAsync(table, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The delivery's row in the archive, or null.</summary>
    public Task<TableRow?> FindArchivedAsync(TranslatedDelivery delivery, CancellationToken cancellationToken) =>
        FindArchivedAsync(store, delivery, cancellationToken);

    /// <inheritdoc cref="FindArchivedAsync(TranslatedDelivery, CancellationToken)"/>
    public static Task<TableRow?> FindArchivedAsync(ITableStore store, TranslatedDelivery delivery, CancellationToken cancellationToken)
    {
        var row = RowsOf(delivery).Single(insert => insert.Table == TableNames.Events).Row;
        return store.GetAsync(TableNames.Events, row.PartitionKey, row.RowKey, cancellationToken);
    }

    /// <summary>Removes a delivery from the archive, and its body from where it is.</summary>
    public async Task RemoveArchivedAsync(TranslatedDelivery delivery, CancellationToken cancellationToken)
    {
        if (await FindArchivedAsync(delivery, cancellationToken).ConfigureAwait(false) is { } row)
        {
            await EraseRowAsync(store, TableNames.Events, row, cancellationToken).ConfigureAwait(false);
        }

        await RemoveBodiesAsync([delivery.Delivery.BodyReference, delivery.Delivery.Reply?.AnswerReference], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes in the archive that a delivery's body is still to be removed.</summary>
    public Task NoteErasingAsync(TranslatedDelivery delivery, CancellationToken cancellationToken)
    {
        var row = RowsOf(delivery).Single(insert => insert.Table == TableNames.Events).Row;
        return store.InsertAsync(TableNames.Events, BodyColumns.Erasing(row), cancellationToken);
    }

    /// <summary>Removes a row that holds a delivery, and what it names elsewhere.</summary>
    public async Task EraseRowAsync(ITableStore rows, string table, TableRow row, CancellationToken cancellationToken)
    {
        string[] references = [.. BodyColumns.ReferencesOf(row)];
        if (references.Length > 0 && !BodyColumns.IsErasing(row))
        {
            // Without its body nobody can tell any more whose the row is; hence this note, should the next step be the last.
            await rows.ReplaceAsync(table, BodyColumns.Erasing(row), row.ETag!, cancellationToken).ConfigureAwait(false);
        }

        await RemoveBodiesAsync(references, cancellationToken).ConfigureAwait(false);
        await rows.DeleteAsync(table, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
        counts.Add(table);
    }

    private static IReadOnlyList<RowInsert> RowsOf(TranslatedDelivery delivery) =>
        InsertOnlyRows.Of(delivery.Delivery, delivery.Envelope, delivery.Translation, delivery.Workspace);

    private async Task RemoveBodiesAsync(IEnumerable<string?> references, CancellationToken cancellationToken)
    {
        foreach (var reference in references.OfType<string>())
        {
            if (archive is not null)
            {
                await archive.EraseAsync(reference, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<HashSet<RowAddress>> ForgetAsync(
        TranslatedDelivery delivery, IReadOnlyDictionary<PersonKey, DateTimeOffset> own, bool keepsClients, CancellationToken cancellationToken)
    {
        var confirmed = new HashSet<RowAddress>();
        var eventId = VersionCodec.ShortId(delivery.Envelope.EventId);
        foreach (var entity in delivery.Translation.Changes.GroupBy(change => (change.Kind, change.Id)))
        {
            var (kind, id) = entity.Key;
            var erasedAt = PersonKeys.KeyOf(kind, id) is { } personal && own.TryGetValue(personal, out var ownUpTo) ? ownUpTo : (DateTimeOffset?)null;
            var keeps = keepsClients && erasedAt is not null && kind == EntityKind.Client;
            var told = entity.Select(change => change.Version.Timestamp).ToHashSet();
            var (state, isChanged) = await _states.ForgetAsync(
                kind,
                delivery.Workspace,
                id,
                state => !keeps && (state.Forget(IsOfDelivery) | (erasedAt is { } time && state.ForgetUpTo(time))),
                cancellationToken).ConfigureAwait(false);
            if (isChanged)
            {
                counts.Add(EntityTable.Of(kind).Name);
            }

            if (state is not null)
            {
                confirmed.UnionWith(IndexRows.Of(kind, delivery.Workspace, id, state));
            }

            bool IsOfDelivery(ChangeVersion version) =>
                version.EventId == eventId && (version.Timestamp == delivery.Envelope.Timestamp || told.Contains(version.Timestamp));
        }

        return confirmed;
    }

    private async Task RemoveAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(table, partitionKey, rowKey, cancellationToken).ConfigureAwait(false) is not null)
        {
            await store.DeleteAsync(table, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
            counts.Add(table);
        }
    }
}

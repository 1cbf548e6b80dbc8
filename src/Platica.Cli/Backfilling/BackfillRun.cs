using Platica.Cli.Http;

namespace Platica.Cli.Backfilling;

/// <summary>Brings what Platica's API tells to a receiver: first the clients, then the conversations with their messages.</summary>
/// <param name="api">Platica's API.</param>
/// <param name="target">Where it goes.</param>
/// <param name="report">Gets the counts.</param>
internal sealed class BackfillRun(PlaticaApi api, IBackfillTarget target, BackfillReport report)
{
    private const int AtOnce = 8;

    private readonly ConversationReader _conversations = new(api);

    /// <summary>Only what changed at or after this time; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The workspace id under which all is kept; null for Platica's own.</summary>
    public string? Workspace { get; init; }

    /// <summary>Gets called after each page.</summary>
    public Action? OnPage { get; init; }

    /// <summary>How far it came.</summary>
    public BackfillPlace Place { get; private set; } = BackfillPlace.Start;

    /// <summary>Runs from a place to the end.</summary>
    /// <exception cref="CliException">Platica or the receiver refuses, or does not answer for too long.</exception>
    public async Task RunAsync(BackfillPlace start, CancellationToken cancellationToken)
    {
        if (start.List == ApiList.Clients)
        {
            await RunAsync(start, BackfillDelivery.Clients, SendClientAsync, cancellationToken).ConfigureAwait(false);
            start = new(ApiList.Conversations, 0);
        }

        await RunAsync(start, BackfillDelivery.Conversations, SendConversationAsync, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(BackfillPlace start, string kind, Func<ApiEntity, CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        Place = start;
        await foreach (var page in start.List.ReadAsync(api, start.Offset, cancellationToken).ConfigureAwait(false))
        {
            Place = start with { Offset = page.Offset };
            report.Read(kind, page.Entities.Count);
            report.WithoutId(page.Entities.Count(entity => entity.Id.Length == 0));
            await Parallel.ForEachAsync(
                page.Entities.Where(entity => entity.Id.Length > 0 && entity.IsSince(Since)), options, send).ConfigureAwait(false);
            OnPage?.Invoke();
        }
    }

    private async ValueTask SendClientAsync(ApiEntity client, CancellationToken cancellationToken) =>
        await target.SendAsync(BackfillDelivery.OfClient(WorkspaceOf(client), client), cancellationToken).ConfigureAwait(false);

    private async ValueTask SendConversationAsync(ApiEntity listed, CancellationToken cancellationToken)
    {
        var conversation = await _conversations.ReadAsync(listed, cancellationToken).ConfigureAwait(false);
        if (conversation is null)
        {
            report.Gone();
        }

        conversation ??= listed;
        var workspace = WorkspaceOf(conversation);
        var all = ConversationReader.MessagesOf(conversation.Json);
        var messages = all.Where(message => JsonText.ReadExact(message, "id").Length > 0).ToList();
        report.Read(BackfillDelivery.Messages, all.Count);
        report.WithoutId(all.Count - messages.Count);
        if (all.Count < ConversationReader.CountOf(conversation.Json))
        {
            report.Incomplete();
        }

        await target.SendAsync(BackfillDelivery.OfConversation(workspace, conversation), cancellationToken).ConfigureAwait(false);
        var wanted = messages.Where(message => ApiEntity.IsSince(message, Since));
        foreach (var delivery in BackfillDelivery.OfMessages(workspace, conversation, wanted))
        {
            await target.SendAsync(delivery, cancellationToken).ConfigureAwait(false);
        }
    }

    private string WorkspaceOf(ApiEntity entity)
    {
        var workspace = Workspace ?? entity.Workspace;
        report.Found(workspace);
        return workspace;
    }
}

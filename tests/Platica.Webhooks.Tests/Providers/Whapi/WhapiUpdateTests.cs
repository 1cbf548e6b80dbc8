using System.Globalization;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Whapi;

/// <summary>What a <c>patch</c> clears.</summary>
public sealed class WhapiUpdateTests
{
    [Fact]
    public async Task A_patch_of_very_many_members_and_changes_is_read_in_reasonable_time()
    {
        var members = string.Concat(Enumerable.Range(0, 45_000).Select(number => string.Create(CultureInfo.InvariantCulture, $",\"{number}\":1")));
        var changes = string.Join(',', Enumerable.Repeat("\"44999\"", 60_000));
        var body = $$"""
            {"chats_updates":[{"before_update":{"id":"120363000000000001@g.us","name":"Ventas"{{members}} },
            "after_update":{"id":"120363000000000001@g.us"{{members}} },"changes":[{{changes}},"name"]}],"event":{"type":"chats","event":"patch"} }
            """;

        var translation = await Task.Run(() => WhapiTranslations.Translate(body)).WaitAsync(TimeSpan.FromSeconds(30));

        var conversation = translation.Changes.First(change => change.Kind == EntityKind.Conversation);
        Assert.True(conversation.Fields.TryGet(ConversationFields.ContactName, out var name));
        Assert.Null(name.Value);
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Durability;

public sealed class RetentionAcrossRestartsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public async Task What_is_too_old_leaves_the_tables_and_the_journal_soon_after_a_start_and_does_not_come_back()
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with
        {
            Retention = new()
            {
                Events = Month,
                DeadLetters = Month,
                Messages = Month,
                ConversationEvents = Month,
                Conversations = Month,
            },
        });
        await SendAsync(host, "old", DateTimeOffset.UtcNow - (2 * Month));
        await SendAsync(host, "new", DateTimeOffset.UtcNow);
        await host.WaitUntilProcessedAsync();
        Assert.Equal(2, (await host.GetItemsAsync("/api/events")).Count);

        // What the journal brings back is deleted by the first maintenance, which does not wait for an hour.
        await host.RestartAsync();
        using var timeout = new CancellationTokenSource(Patience);
        while ((await host.GetItemsAsync("/api/events")).Count > 1 || (await host.GetItemsAsync("/api/conversations")).Count > 1)
        {
            await Task.Delay(3, timeout.Token);
        }

        await host.StopAsync();
        var journal = await File.ReadAllBytesAsync(host.Options.Data.JournalFile);
        Assert.Equal(-1, journal.AsSpan().IndexOf("text of old"u8));
        Assert.NotEqual(-1, journal.AsSpan().IndexOf("text of new"u8));

        await host.RestartAsync();
        Assert.Equal(["conv_new"], (await host.GetItemsAsync("/api/conversations")).Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(["evt_new"], (await host.GetItemsAsync("/api/events")).Select(item => item.GetProperty("id").GetString()));
        Assert.Empty(host.Application.Recovery.Damaged);
    }

    private static async Task SendAsync(RunningLocalHost host, string name, DateTimeOffset at)
    {
        var time = at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        using var answer = await host.SignedPostAsync(Encoding.UTF8.GetBytes($$"""
            {"id":"evt_{{name}}","event":"message.created","workspaceId":"ws","timestamp":"{{time}}","data":{
              "message":{"id":"m_{{name}}","conversationId":"conv_{{name}}","content":"text of {{name}}","createdAt":"{{time}}"},
              "conversation":{"id":"conv_{{name}}","status":"open"} } }
            """));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}

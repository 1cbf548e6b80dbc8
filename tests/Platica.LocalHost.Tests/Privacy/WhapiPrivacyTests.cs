using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Events;
using Platica.Webhooks.Events;

namespace Platica.LocalHost.Tests.Privacy;

/// <summary>What of Whapi.Cloud's calls must be nowhere: QR codes, by which anybody links the account, and secrets in the URL.</summary>
[Collection(AloneTests.Name)]
public sealed class WhapiPrivacyTests : IDisposable
{
    private const string Code = "2@C0DE0fTheAccount";
    private const string PathSecret = "p4thS3cret";

    private readonly Eavesdropper _ear = new();

    public void Dispose() => _ear.Dispose();

    [Fact]
    public async Task A_QR_code_is_kept_and_told_nowhere()
    {
        await using var host = await WhapiHost.StartAsync(configure: _ear.ListenTo);
        var qr = $$"""{"qr":{"status":"OK","base64":"data:image/png;base64,{{Code}}","rowdata":"{{Code}}","expire":20},"event":{"type":"channel","event":"patch"},"channel_id":"CH"}""";

        foreach (var body in new[] { qr, $"\uFEFF{qr}", qr[..^1], qr[..60], $"{qr}}}", $"\"{Code} qr\"", qr.Replace("\"qr\"", "'qr'", StringComparison.Ordinal) })
        {
            Assert.Equal(200, await host.CallWhapiAsync(body));
        }

        Assert.Equal(200, await host.CallWhapiAsync($$"""{"qr":{"rowdata":"{{Code}}"},"channel_id":"CH"}""", "PATCH", "channel"));
        Assert.Equal(200, await host.CallWhapiAsync($"<{Code}>", "PATCH", "channel"));
        await host.WaitUntilProcessedAsync();
        Assert.Equal(3, (await host.GetEventsAsync("whapi.CH")).Count);
        Assert.Equal(6, (await host.GetDeadLettersAsync()).Count);
        await AssertNowhereAsync(host, Code, "channel.patch");
    }

    [Fact]
    public async Task A_secret_in_the_URL_is_kept_and_told_nowhere()
    {
        await using var host = await WhapiHost.StartAsync(pathSecret: PathSecret, configure: _ear.ListenTo);

        Assert.Equal(200, await host.CallWhapiAsync("""{"messages":[{"id":"A"},{"id":"B"}],"channel_id":"CH"}""", "PUT", $"{PathSecret}/messages"));
        Assert.Equal(200, await host.CallWhapiAsync("""{"messages":[{"id":"A"}],"channel_id":"CH"}""", "POST", $"{PathSecret}/messages/post"));
        Assert.Equal(200, await host.CallWhapiAsync("no JSON", "POST", PathSecret));
        Assert.Equal(401, await host.CallWhapiAsync("{}", "POST", $"messages/{PathSecret}"));
        Assert.Equal(405, await host.CallWhapiAsync("{}", "GET", PathSecret));
        Assert.Equal(413, await host.CallWhapiAsync(new string(' ', (1024 * 1024) + 1), "POST", PathSecret));
        await host.WaitUntilProcessedAsync();
        await AssertNowhereAsync(host, PathSecret, "messages.put");
    }

    [Fact]
    public async Task A_hash_by_which_a_guessed_phone_is_recognised_is_told_nowhere()
    {
        await using var host = await WhapiHost.StartAsync(configure: services => _ear.ListenTo(services
            .AddSingleton(new EventHandlerOptions { RetryWaits = [TimeSpan.Zero], CallTimeout = TimeSpan.FromSeconds(30) })
            .AddEventHandlers(events => events.On<WebhookEvent>(Fail))));
        const string Person = "5215598761234@s.whatsapp.net";

        foreach (var body in new[]
        {
            $$"""{"chats_removed":["{{Person}}"],"event":{"type":"chats","event":"delete"},"channel_id":"CH"}""",
            $$"""{"messages_removed_all":"{{Person}}","event":{"type":"messages","event":"delete"},"channel_id":"CH"}""",
            $$"""{"presences":[{"contact_id":"{{Person}}","status":"online"}],"event":{"type":"presences","event":"post"},"channel_id":"CH"}""",
            $$"""{"statuses":[{"id":"M1","status":"read","recipient_id":"{{Person}}","timestamp":"1778425290"}],"event":{"type":"statuses","event":"post"},"channel_id":"CH"}""",
        })
        {
            Assert.Equal(200, await host.CallWhapiAsync(body));
        }

        await host.WaitUntilProcessedAsync();
        var ids = (await host.GetEventsAsync("whapi.CH")).Select(happened => happened.GetProperty("id").GetString()!).ToList();
        Assert.Equal(4, ids.Count);
        await host.StopAsync();
        var heard = _ear.Heard.Concat(host.Printed.All).ToList();
        foreach (var told in new[] { "failed for chats.delete -", "failed for messages.delete -", "failed for presences.post -", "failed for statuses.post M1:read:1778425290" })
        {
            Assert.Contains(heard, entry => entry.Contains(told, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(heard, entry => ids.Any(id => entry.Contains(id, StringComparison.Ordinal)));
    }

    private static void Fail(WebhookEvent happened) => throw new InvalidOperationException(happened.EventId);

    private async Task AssertNowhereAsync(RunningLocalHost host, string text, string told)
    {
        foreach (var item in (await host.GetEventsAsync("whapi.CH")).Concat(await host.GetDeadLettersAsync()))
        {
            Assert.DoesNotContain(text, item.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(text, Encoding.UTF8.GetString(KeptDeliveries.BodyOf(item)), StringComparison.Ordinal);
        }

        await host.StopAsync();
        var heard = _ear.Heard.Concat(host.Printed.All).ToList();
        Assert.Contains(heard, entry => entry.Contains(told, StringComparison.Ordinal));
        Assert.DoesNotContain(heard, entry => entry.Contains(text, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(host.Options.Data.Path, "*", SearchOption.AllDirectories))
        {
            Assert.True((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, file);
        }
    }
}

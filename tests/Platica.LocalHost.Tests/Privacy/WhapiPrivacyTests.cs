using System.Text;
using Platica.LocalHost.Tests.Infrastructure;

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

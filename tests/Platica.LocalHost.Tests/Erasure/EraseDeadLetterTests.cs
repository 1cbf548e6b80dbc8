using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Tests.Events;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Events;
using Platica.Webhooks.Events;

namespace Platica.LocalHost.Tests.Erasure;

/// <summary>A message that names an erased person, and whose handler fails: it waits on without the person, and can be sent again.</summary>
public sealed class EraseDeadLetterTests
{
    private const string Workspace = "whapi.DEMO-A1";
    private const string Lucia = "5215500000001";
    private const string Carlos = "5215500000002";

    private static readonly string[] TextsOfLucia = ["lucia", Lucia, "525500000001"];

    private readonly DateTimeOffset _told = DateTimeOffset.UtcNow;
    private readonly HandledEvents _handled = new();
    private bool _isFailing = true;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dead_letter_of_others_is_sent_again_without_the_person(bool isErasedFirst)
    {
        await using var host = await WhapiHost.StartAsync(configure: services => services
            .AddSingleton(new EventHandlerOptions { RetryWaits = [TimeSpan.Zero] })
            .AddEventHandlers(events => events.On<MessageCreated>(Handle)));
        await SendAsync(host, "m_lucia", Lucia, "Hola de lucia");
        if (isErasedFirst)
        {
            await EraseAsync(host);
        }

        await SendAsync(host, "m_carlos", Carlos, $"@{Lucia} mira");
        if (!isErasedFirst)
        {
            await EraseAsync(host);
        }

        await host.RestartAsync();
        Assert.Equal("m_carlos", await OpenAsync(host));

        _isFailing = false;
        using (var answer = await host.OperateAsync("dead-letters/replay", """{"reason":"handler-failed"}"""))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("\"sent\":1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await _handled.WaitAsync();
        await host.WaitUntilProcessedAsync();
        await host.RestartAsync();
        Assert.Equal(string.Empty, await OpenAsync(host));
        Assert.Single(_handled.Ids);
        var message = Assert.Single(await host.GetItemsAsync($"/api/conversations/group%40g.us/messages?workspace={Workspace}"));
        Assert.Equal("@… mira", message.GetProperty("content").GetString());
        await AssertNoByteAsync(host);
    }

    private void Handle(MessageCreated created)
    {
        if (_isFailing)
        {
            throw new InvalidOperationException("A test fails.");
        }

        _handled.Add(created);
    }

    private async Task SendAsync(RunningLocalHost host, string id, string from, string text)
    {
        await host.WriteInGroupAsync(id, from, text, _told);
        await host.WaitUntilProcessedAsync();
    }

    private static async Task EraseAsync(RunningLocalHost host)
    {
        using var answer = await host.OperateAsync("erase", $$"""{"phone":"+{{Lucia}}","workspace":"{{Workspace}}"}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<string> OpenAsync(RunningLocalHost host)
    {
        var letters = await host.GetItemsAsync("/api/dead-letters?state=open&reason=handler-failed");
        return string.Join(' ', letters.Select(letter => letter.GetProperty("eventId").GetString()!.Split(':')[0]));
    }

    /// <summary>Stops the host, for nobody else may open its journal.</summary>
    private static async Task AssertNoByteAsync(RunningLocalHost host)
    {
        await host.StopAsync();
        foreach (var file in Directory.GetFiles(host.Options.Data.Path))
        {
            var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(TextsOfLucia, mark => Assert.DoesNotContain(mark, text, StringComparison.OrdinalIgnoreCase));
        }
    }
}

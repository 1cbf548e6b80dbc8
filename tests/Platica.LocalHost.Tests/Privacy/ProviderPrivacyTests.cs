using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Events;
using Platica.Processing.Tables;
using Platica.Webhooks.Events;
using Platica.Webhooks.Samples;

namespace Platica.LocalHost.Tests.Privacy;

/// <summary>What is true of Platica's deliveries is true of every provider's: whatever comes in and whatever fails, no log tells what they hold.</summary>
[Collection(AloneTests.Name)]
public sealed class ProviderPrivacyTests : IDisposable
{
    private readonly Eavesdropper _ear = new();

    public static TheoryData<string> Providers => [.. SampleCatalog.All.Select(samples => samples.Provider)];

    public void Dispose() => _ear.Dispose();

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Calls_of_any_kind_are_told_without_what_they_hold(string provider)
    {
        await using var host = await EveryProvider.StartAsync(_ear.ListenTo);
        Assert.True(SampleCatalog.TryGet(provider, out var samples));

        foreach (var body in Planted.BodiesOf(samples))
        {
            await CallAsync(host, samples, body, 200, 202);
            await CallAsync(host, samples, body, 200, 202);
            await CallAsync(host, samples, body[..^1], 200, 202);
            await CallAsync(host, samples, body[1..], 200, 202);
            Assert.Equal(401, await host.CallAsync(samples, samples.CallFor(body, CallOptions.Unauthenticated)));
            Assert.Equal(401, await host.CallAsync(samples, samples.CallFor(body, EveryProvider.Guessed)));
        }

        await host.WaitUntilProcessedAsync();
        await host.RestartAsync();
        _ear.AssertNothingPersonal(host.Printed.All, "receive webhook", "platica.deliveries", $"Refused a call of {provider}", samples.EventNames[0]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Stores_and_handlers_that_fail_are_told_without_what_they_say(string provider)
    {
        var (store, control) = FailingPort.Before<ITableStore>(new InMemoryTableStore());
        await using var host = await EveryProvider.StartAsync(services => _ear.ListenTo(services
            .AddSingleton(store)
            .AddSingleton(new EventHandlerOptions { RetryWaits = [TimeSpan.Zero], CallTimeout = TimeSpan.FromSeconds(30) })
            .AddEventHandlers(events => events.On<WebhookEvent>(Fail))));
        Assert.True(SampleCatalog.TryGet(provider, out var samples));

        foreach (var body in Planted.BodiesOf(samples))
        {
            await CallAsync(host, samples, body, 200, 202);
        }

        await host.WaitUntilProcessedAsync();
        control.Problem = new InvalidOperationException(Planted.Complaint);
        await CallAsync(host, samples, Planted.BodiesOf(samples)[0], 200, 202);
        control.Problem = null;
        await host.WaitUntilProcessedAsync();
        _ear.AssertNothingPersonal(host.Printed.All, "handler-failed");
    }

    private static void Fail(WebhookEvent happened) =>
        throw new InvalidDataException($"{Planted.Complaint} {Encoding.UTF8.GetString(happened.Body.Span)}");

    private static async Task CallAsync(RunningLocalHost host, IProviderSamples samples, byte[] body, params int[] statuses) =>
        Assert.Contains(await host.CallAsync(samples, samples.CallFor(body, EveryProvider.Authentic())), statuses);
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Queue;
using Platica.Webhooks;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>What changed copies of the sample story leave in memory: alone in its process, for others' memory would count.</summary>
[Collection(AloneTests.Name)]
public sealed class MemoryTests
{
    private const int Calls = 10_000;
    private const int Connections = 4;

    /// <summary>Less than half of what the calls brought, and more than the lines of the terminal that this test keeps.</summary>
    private const long MostGrowth = 4 * 1024 * 1024;

    private readonly BodyMutator _mutator = new(FuzzRun.Corpus);
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(RunningLocalHost.Secret);
    private long _bytes;

    [Fact]
    public async Task Calls_leave_nothing_in_memory_whether_they_are_taken_or_refused()
    {
        await using var host = await RunningLocalHost.StartAsync(configure: services => services
            .AddSingleton<IEventQueue, TakenAndForgotten>()
            .AddLogging(logging => logging.ClearProviders()));
        await SendAllAsync(host, 0);
        var before = LiveBytes();

        _bytes = 0;
        await SendAllAsync(host, Calls);

        var growth = LiveBytes() - before;
        Assert.InRange(_bytes, 2 * MostGrowth, long.MaxValue);
        Assert.InRange(growth, long.MinValue, MostGrowth);
    }

    private Task SendAllAsync(RunningLocalHost host, int first) =>
        Task.WhenAll(Enumerable.Range(first, Connections).Select(start => Task.Run(() => SendAsync(host.Application.Endpoints.Receiver, start, first + Calls))));

    private async Task SendAsync(Uri server, int start, int end)
    {
        using var client = new WireClient(server);
        for (var number = start; number < end; number += Connections)
        {
            var body = _mutator.Next(FuzzRun.Of(number), out _);
            var signature = number / Connections % 2 == 0 ? WebhookSignature.Sign(body, _secret) : $"sha256={new string('0', 64)}";
            await client.PostAsync(RunningLocalHost.WebhookPath, body, $"{RunningLocalHost.SignatureHeader}: {signature}");
            Interlocked.Add(ref _bytes, body.Length);
        }
    }

    private static long LiveBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class TakenAndForgotten : IEventQueue
    {
        public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using Platica.Processing.Receiving;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Receiving;

/// <summary>What a refused call costs while nobody traces it: another test's listener would be served, too.</summary>
[Collection(AloneTests.Name)]
public sealed class RefusalCostTests : IAsyncDisposable
{
    private readonly ReceiverHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_unsigned_call_leaves_next_to_nothing_for_the_garbage_collector()
    {
        const int Calls = 1000;
        const int MostBytes = 512;
        var request = new WebhookRequest
        {
            Provider = "platica",
            Head = new("POST", "", _ => null),
            ContentLength = 1000,
            Body = Stream.Null,
            StartedAt = _host.Clock.GetTimestamp(),
        };
        Assert.Equal(401, (await _host.Receiver.ReceiveAsync(request, CancellationToken.None)).StatusCode);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < Calls; call++)
        {
            Assert.True(_host.Receiver.ReceiveAsync(request, CancellationToken.None).IsCompleted);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Calls * MostBytes);
    }
}

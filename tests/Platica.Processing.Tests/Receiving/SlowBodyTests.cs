using System.Text;
using Platica.Processing.Receiving;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Processing.Tests.Receiving;

/// <summary>Bodies that come in pieces, on a clock that moves when somebody waits.</summary>
public sealed class SlowBodyTests : IAsyncDisposable
{
    private const string Body = """{"event":"message.created","id":"e1"}""";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly string WellFormed = $"sha256={new string('0', 64)}";

    private readonly ReceiverHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_sender_of_a_byte_a_second_is_refused_after_ten_seconds()
    {
        var startedAt = _host.Clock.GetUtcNow();
        using var body = new TricklingStream(_host.Clock, Body, Second);

        var result = await ReceiveAsync(body, WellFormed);

        Assert.Equal((408, RefusalReasons.BodyTooSlow), (result.StatusCode, result.Reason));
        Assert.Equal(TimeSpan.FromSeconds(10), _host.Clock.GetUtcNow() - startedAt);
        Assert.InRange(body.Position, 9, 10);
        Assert.Equal(1, _host.Receiver.Refused);
        Assert.Equal(0, _host.Clock.PendingTimers);
    }

    [Fact]
    public async Task A_body_that_comes_in_pieces_within_the_time_is_taken()
    {
        var signed = ReceiverHost.SignatureOf(Body);
        using var body = new TricklingStream(_host.Clock, Body, Second, pieces: 9);

        var result = await ReceiveAsync(body, signed);

        Assert.Equal((202, "e1"), (result.StatusCode, result.LogId));
        Assert.Equal(0, _host.Clock.PendingTimers);
    }

    [Fact]
    public async Task A_body_that_is_there_starts_no_timer()
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(Body));

        var taken = SendAsync(body, Body.Length, ReceiverHost.SignatureOf(Body));

        Assert.Equal(0, _host.Clock.PendingTimers);
        Assert.Equal(202, (await taken).StatusCode);
    }

    [Fact]
    public async Task A_slow_sender_is_forgotten_before_the_next_one_comes()
    {
        for (var sender = 0; sender < 3; sender++)
        {
            using var slow = new TricklingStream(_host.Clock, Body, Second);
            Assert.Equal(408, (await ReceiveAsync(slow, WellFormed)).StatusCode);
            Assert.Equal(202, (await _host.PostSignedAsync(Body)).StatusCode);
        }
    }

    [Fact]
    public async Task A_caller_who_hangs_up_within_the_body_ends_the_call()
    {
        using var hangUp = new CancellationTokenSource();
        using var body = new TricklingStream(_host.Clock, Body, Second);
        var call = SendAsync(body, Body.Length, WellFormed, hangUp.Token);

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, _host.Clock.PendingTimers);
        Assert.Equal(0, _host.Receiver.Refused);
    }

    [Theory]
    [InlineData(null, "signature-missing")]
    [InlineData("", "signature-missing")]
    [InlineData("sha256=abc", "signature-malformed")]
    public async Task Without_a_signature_nothing_is_read(string? signature, string reason)
    {
        using var body = new TricklingStream(_host.Clock, Body, TimeSpan.Zero);

        var result = await SendAsync(body, Body.Length, signature);

        Assert.Equal((401, reason), (result.StatusCode, result.Reason));
        Assert.Equal(0, body.Reads);
    }

    [Fact]
    public async Task An_announced_length_takes_no_memory_until_it_comes()
    {
        const int Announced = 1024 * 1024;
        using var body = new TricklingStream(_host.Clock, Body, Second);
        using var hangUp = new CancellationTokenSource();
        var reader = new BodyReader(TimeSpan.FromSeconds(10), _host.Clock);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = reader.ReadAsync(body, Announced, hangUp.Token).AsTask();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, Announced / 16);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32 * 1024)]
    [InlineData((32 * 1024) + 1)]
    [InlineData(1_000_003)]
    public async Task A_body_of_any_length_is_read_as_it_came(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var source = new MemoryStream([.. bytes, 1, 2, 3]);

        var body = await new BodyReader(TimeSpan.FromSeconds(10), _host.Clock).ReadAsync(source, length, CancellationToken.None);

        Assert.Equal(bytes, body.Bytes);
    }

    /// <summary>Sends a body and moves the clock on for each of its pieces; the timer of the limit runs meanwhile.</summary>
    private Task<ReceiveResult> ReceiveAsync(TricklingStream body, string signature) =>
        _host.Clock.RunAsync(SendAsync(body, Body.Length, signature), Second, idleTimers: 1);

    private Task<ReceiveResult> SendAsync(Stream body, int length, string? signature, CancellationToken cancellationToken = default) =>
        _host.Receiver.ReceiveAsync(RequestOf(body, length, signature), cancellationToken);

    private WebhookRequest RequestOf(Stream body, int length, string? signature) => new()
    {
        Provider = "platica",
        Head = new("POST", "", name => name == PlaticaHeaders.Signature ? signature : null),
        ContentLength = length,
        Body = body,
        StartedAt = _host.Clock.GetTimestamp(),
    };
}

using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Telemetry;

public sealed class ReceiverMetricsTests : IAsyncDisposable
{
    private const string Unsigned = """{"event":"message.created"}""";

    private readonly ReceiverHost _host = new();
    private readonly MeasuredValues _measured;

    public ReceiverMetricsTests() => _measured = new(_host.Metrics);

    public ValueTask DisposeAsync()
    {
        _measured.Dispose();
        return _host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"event":"message.created"}""", "1 provider=platica event=message.created outcome=accepted")]
    [InlineData("""{"event":"galaxy.discovered"}""", "1 provider=platica event=other outcome=accepted")]
    [InlineData("not JSON", "1 provider=platica event=none outcome=malformed")]
    [InlineData("""{"event":"whatsapp.flows.init"}""", "1 provider=platica event=whatsapp.flows.init outcome=flow-answered")]
    public async Task A_signed_delivery_counts_by_event_and_outcome(string body, string expected)
    {
        await _host.PostSignedAsync(body);

        Assert.Equal([expected], _measured.Of("platica.deliveries"));
        Assert.Empty(_measured.Of("platica.refused"));
    }

    [Fact]
    public async Task A_delivery_that_the_queue_does_not_take_counts_as_unavailable()
    {
        _host.BreakQueue();

        await _host.PostSignedAsync("""{"event":"message.created"}""");

        Assert.Equal(["1 provider=platica event=message.created outcome=unavailable"], _measured.Of("platica.deliveries"));
    }

    [Fact]
    public async Task A_call_that_is_refused_counts_with_its_reason()
    {
        await _host.PostAsync(Unsigned);
        await _host.PostAsync(Unsigned, signature: "nonsense");
        await _host.PostAsync(Unsigned, signature: $"sha256={new string('0', 64)}");
        await _host.PostAsync(Unsigned, chunked: true);
        await _host.PostAsync(new string('x', 5000));

        Assert.Equal(
            ["1 reason=signature-missing", "1 reason=signature-malformed", "1 reason=signature-mismatch", "1 reason=no-length", "1 reason=too-large"],
            _measured.Of("platica.refused"));
        Assert.All(_measured.Of("platica.deliveries"), value => Assert.Equal("1 provider=platica event=none outcome=refused", value));
        Assert.Equal(5, _measured.Of("platica.deliveries").Count());
    }

    [Fact]
    public async Task Who_posts_to_a_mistyped_URL_counts_as_refused_under_no_name_of_his_own()
    {
        await _host.PostSignedAsync(Unsigned, provider: "platika");

        Assert.Equal(["platica.deliveries 1 provider=unknown event=none outcome=refused", "platica.refused 1 reason=unknown-provider"], _measured.All);
    }

    [Fact]
    public async Task Who_looks_at_the_URL_or_looks_for_another_counts_as_nothing()
    {
        await _host.PostAsync("", method: "GET");
        await _host.PostAsync("", method: "GET", provider: "wp-login.php");

        Assert.Empty(_measured.All);
    }

    [Fact]
    public async Task Without_a_secret_a_call_is_not_refused_but_unavailable()
    {
        await using var host = new ReceiverHost(secret: null);
        using var measured = new MeasuredValues(host.Metrics);

        await host.PostSignedAsync(Unsigned);

        Assert.Equal(["platica.deliveries 1 provider=platica event=none outcome=unavailable"], measured.All);
    }

    [Theory]
    [InlineData(-90, "90")]
    [InlineData(0, "0")]
    [InlineData(30, "0")]
    public async Task The_delay_of_a_delivery_is_in_seconds_and_never_negative(int eventAfterArrival, string expected)
    {
        var time = _host.Clock.GetUtcNow().AddSeconds(eventAfterArrival);

        await _host.PostSignedAsync($$"""{"event":"message.created","timestamp":"{{time:O}}"}""");

        Assert.Equal([expected], _measured.Of("platica.delivery.delay"));
    }

    [Fact]
    public async Task A_Flow_answer_counts_its_milliseconds_and_only_a_fallback_as_such()
    {
        await _host.PostSignedAsync("""{"event":"whatsapp.flows.init","data":{"flowExchange":{"action":"INIT"}}}""");
        await _host.PostSignedAsync("""{"event":"whatsapp.flows.back","data":{"flowExchange":{"action":"BACK"}}}""");
        await _host.PostSignedAsync("""{"event":"whatsapp.flows.init","data":{"flowExchange":{"action":"INIT","payload":{"error":"x"}}}}""");

        Assert.Equal(["0 outcome=answered", "0 outcome=failed", "0 outcome=acknowledged"], _measured.Of("platica.flow.duration"));
        Assert.Equal(["1 outcome=failed"], _measured.Of("platica.flow.fallbacks"));
    }
}

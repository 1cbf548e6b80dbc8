using System.Globalization;
using System.Text.Json;
using Platica.Processing;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;

namespace Platica.Functions.Tests.Settings;

/// <summary>host.json, which has to lie beside the app: elsewhere the host does not look, and goes on with defaults.</summary>
public sealed class HostFileTests
{
    private readonly JsonElement _host = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

    private JsonElement Extensions => _host.GetProperty("extensions");

    [Fact]
    public void Routes_begin_as_the_read_api_expects() => Assert.Equal("api", Extensions.GetProperty("http").GetProperty("routePrefix").GetString());

    [Fact]
    public void Nothing_settles_messages_but_the_functions() =>
        Assert.False(Extensions.GetProperty("serviceBus").GetProperty("autoCompleteMessages").GetBoolean());

    [Fact]
    public void Messages_do_not_wait_for_their_batch_with_the_lock_ticking() =>
        Assert.Equal(0, Extensions.GetProperty("serviceBus").GetProperty("prefetchCount").GetInt32());

    [Fact]
    public void A_busy_host_refuses_no_delivery_by_its_own_feeling() =>
        Assert.False(Extensions.GetProperty("http").GetProperty("dynamicThrottlesEnabled").GetBoolean());

    [Fact]
    public void A_function_has_more_time_than_a_batch_or_a_drain_takes()
    {
        var timeout = TimeSpan.Parse(_host.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture);

        Assert.True(timeout > new ProcessingOptions().BatchBudget);
        Assert.True(timeout > new DurableQueueOptions().DrainBudget);
    }

    [Fact]
    public void A_batch_is_a_hundred_messages_and_not_the_thousand_of_the_default() =>
        Assert.Equal(100, Extensions.GetProperty("serviceBus").GetProperty("maxMessageBatchSize").GetInt32());

    [Fact]
    public void Answers_that_are_the_host_s_own_have_the_same_security_headers() => Assert.Equal(
        SecurityHeaders.All,
        Extensions.GetProperty("http").GetProperty("customHeaders").EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.GetString()!)));

    [Fact]
    public void Browsers_are_told_to_come_by_HTTPS_for_a_year()
    {
        var hsts = Extensions.GetProperty("http").GetProperty("hsts");

        Assert.True(hsts.GetProperty("isEnabled").GetBoolean());
        Assert.Equal(TimeSpan.FromDays(365), TimeSpan.Parse(hsts.GetProperty("maxAge").GetString()!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_host_tells_its_part_of_a_trace_as_the_worker_does() =>
        Assert.Equal("OpenTelemetry", _host.GetProperty("telemetryMode").GetString());
}

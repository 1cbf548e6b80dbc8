using System.Text.Json;

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
}

using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Receiving;

public sealed class RefusalLogTests : IAsyncDisposable
{
    private const string Body = """{"event":"message.created","data":{"client":{"phoneNumber":"+5215500000001"}}}""";

    private readonly ReceiverHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_refused_call_is_a_warning_with_provider_reason_and_size_and_nothing_that_came_with_it()
    {
        await _host.PostAsync(Body, signature: "sha256=letmein");

        Assert.Equal(
            [$"Warning: Refused a call of platica: signature malformed. Bytes: {Body.Length}. More of these since the last such line: 0."],
            Lines());
    }

    [Fact]
    public async Task A_flood_of_one_kind_is_one_line_in_ten_seconds_that_tells_how_many_there_were()
    {
        for (var call = 0; call < 5000; call++)
        {
            await _host.PostAsync(Body);
        }

        _host.Clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        await _host.PostAsync(Body);
        Assert.Single(Lines());

        _host.Clock.Advance(TimeSpan.FromTicks(1));
        await _host.PostAsync(Body);
        await _host.PostAsync(Body);

        Assert.Equal(2, Lines().Count);
        Assert.EndsWith("since the last such line: 5000.", Lines()[1], StringComparison.Ordinal);
        Assert.Equal(5003, _host.Receiver.Refused);
    }

    [Fact]
    public async Task A_flood_of_one_kind_hides_no_other_kind()
    {
        await _host.PostAsync(Body);
        await _host.PostAsync(Body);
        await _host.PostAsync(Body, chunked: true);

        Assert.Equal(2, Lines().Count);
        Assert.Contains("no Content-Length. Bytes: (null).", Lines()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_while_no_secret_is_set_is_an_error_of_this_side_and_not_counted_as_refused()
    {
        await using var host = new ReceiverHost(secret: "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/platica)");

        var result = await host.PostSignedAsync(Body);

        Assert.Equal(503, result.StatusCode);
        Assert.StartsWith(
            "Error: Cannot take calls of platica: the Key Vault reference in Platica__Secret was not resolved", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
        Assert.Equal(0, host.Receiver.Refused);
    }

    [Fact]
    public async Task Calls_to_a_mistyped_URL_are_one_line_in_ten_seconds_that_does_not_repeat_it()
    {
        await _host.PostAsync(Body, provider: "platika");
        await _host.PostAsync(Body, provider: "platico");

        Assert.Equal([$"Warning: Refused a call of unknown: no such provider. Bytes: {Body.Length}. More of these since the last such line: 0."], Lines());
        Assert.Equal(2, _host.Receiver.Refused);
    }

    [Fact]
    public async Task Who_looks_at_the_URL_is_not_told()
    {
        await _host.PostAsync("", method: "GET");
        await _host.PostAsync("", method: "GET", provider: "platika");

        Assert.Empty(Lines());
    }

    private IReadOnlyList<string> Lines() => [.. _host.Log.Lines.Select(line => line.TrimEnd())];
}

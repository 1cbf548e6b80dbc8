using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Testing;

namespace Platica.LocalHost.Tests.Abuse;

/// <summary>What strangers send over the real web server: much, slowly, or not at all.</summary>
public sealed class UnsignedCallsTests
{
    private const string Refused = "401 refused: signature missing";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("")]
    [InlineData("X-Webhook-Signature: sha256=letmein\r\n")]
    public async Task Without_a_signature_the_answer_does_not_wait_for_the_body(string signature)
    {
        await using var host = await RunningLocalHost.StartAsync();
        using var connection = await OpenAsync(host, $"Content-Length: 1000000\r\n{signature}");

        Assert.StartsWith("HTTP/1.1 401 ", await ReadAsync(connection.GetStream()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_does_not_come_in_time_gets_408_and_the_connection_ends()
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with { Receiver = options.Receiver with { BodyTimeout = TimeSpan.FromMilliseconds(200) } });
        using var connection = await OpenAsync(host, $"Content-Length: 1000000\r\nX-Webhook-Signature: sha256={new string('0', 64)}\r\n");
        var stream = connection.GetStream();
        await stream.WriteAsync("{\"event\":"u8.ToArray());

        var answer = await ReadAsync(stream);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(0, await ReadToEndAsync(stream).WaitAsync(Patience));
        await host.LineAsync("408 refused: the body did not arrive in time");
    }

    [Fact]
    public async Task A_connection_is_of_use_again_after_an_unsigned_call_whose_body_came()
    {
        await using var host = await RunningLocalHost.StartAsync();
        using var client = new Fuzz.WireClient(host.Application.Endpoints.Receiver);

        for (var call = 0; call < 10; call++)
        {
            var answer = await client.PostAsync(RunningLocalHost.WebhookPath, new byte[200_000]);
            Assert.Equal((401, false), (answer.Status, answer.Closes));
        }
    }

    [Fact]
    public async Task A_flood_of_unsigned_calls_is_a_few_lines_on_the_terminal()
    {
        var clock = new ManualTimeProvider();
        await using var host = await RunningLocalHost.StartAsync(configure: services => services.AddSingleton<TimeProvider>(clock));

        await PostUnsignedAsync(host, 120);
        await AcceptAsync(host, "after the flood");
        Assert.Equal(20, RefusedLines(host).Count);

        clock.Advance(TimeSpan.FromSeconds(10));
        await PostUnsignedAsync(host, 1);
        await AcceptAsync(host, "after ten seconds");
        Assert.Equal(21, RefusedLines(host).Count);
        Assert.EndsWith("  and 100 more before it", RefusedLines(host)[^1], StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> RefusedLines(RunningLocalHost host) =>
        [.. host.Printed.All.Where(line => line.Contains(Refused, StringComparison.Ordinal))];

    private static async Task PostUnsignedAsync(RunningLocalHost host, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            using var answer = await host.PostAsync("{}"u8.ToArray());
            Assert.Equal(401, (int)answer.StatusCode);
        }
    }

    /// <summary>Lines are written in their order: once this delivery has its line, all before it have theirs.</summary>
    private static async Task AcceptAsync(RunningLocalHost host, string id)
    {
        using var answer = await host.SignedPostAsync($$"""{"id":"{{id}}","event":"message.created"}""");
        await host.LineAsync(id);
    }

    private static async Task<TcpClient> OpenAsync(RunningLocalHost host, string headers)
    {
        var address = host.Application.Endpoints.Receiver;
        var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {RunningLocalHost.WebhookPath} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"));
        return connection;
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[16 * 1024];
        var filled = 0;
        while (!Encoding.UTF8.GetString(buffer, 0, filled).EndsWith('}'))
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled)).AsTask().WaitAsync(Patience);
            Assert.NotEqual(0, read);
            filled += read;
        }

        return Encoding.UTF8.GetString(buffer, 0, filled);
    }

    /// <summary>The bytes that still come before the server ends the connection, politely or not.</summary>
    private static async Task<int> ReadToEndAsync(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[16]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

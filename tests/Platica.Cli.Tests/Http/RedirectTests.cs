using System.Net;
using System.Net.Sockets;
using System.Text;
using Platica.Cli.Http;
using Platica.Cli.Input;

namespace Platica.Cli.Tests.Http;

public sealed class RedirectTests
{
    [Fact]
    public async Task A_redirect_is_not_followed_with_the_key()
    {
        using var elsewhere = Listen();
        using var site = Listen();
        var host = CliHost.ForProcess();
        using var network = host.Network;
        using var api = new ReadApiClient(host, new(new($"http://{site.LocalEndpoint}"), new("k-1", "--key")));

        var reading = api.GetAsync("/api/events", [], CancellationToken.None);
        var asked = await RedirectAsync(site, $"http://{elsewhere.LocalEndpoint}/api/events");

        var failure = await Assert.ThrowsAsync<CliException>(() => reading);
        Assert.Contains("x-functions-key: k-1", asked, StringComparison.Ordinal);
        Assert.False(elsewhere.Pending());
        Assert.Equal(
            $"302 Found: http://{site.LocalEndpoint} redirects to http://{elsewhere.LocalEndpoint}, which is not followed: "
            + "give the final address with --url.",
            failure.Message);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static async Task<string> RedirectAsync(TcpListener site, string location)
    {
        using var connection = await site.AcceptTcpClientAsync();
        using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            head.AppendLine(line);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return head.ToString();
    }
}

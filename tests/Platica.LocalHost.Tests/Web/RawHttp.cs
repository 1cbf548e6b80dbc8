using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Platica.LocalHost.Tests.Web;

/// <summary>Sends a request line just as it is written, which no HTTP client does.</summary>
internal static class RawHttp
{
    /// <summary>The status of a request without a body.</summary>
    public static async Task<int> GetStatusAsync(Uri server, string requestLine, params string[] headers)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port);
        await using var stream = connection.GetStream();
        string[] lines = [requestLine, .. headers, "Connection: close", string.Empty, string.Empty];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var statusLine = await reader.ReadLineAsync();
        return int.Parse(statusLine!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}

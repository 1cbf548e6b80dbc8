using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>An HTTP/1.1 client that sends what it is told, right or wrong, and keeps its connection as long as the server does.</summary>
internal sealed class WireClient(Uri server) : IDisposable
{
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    /// <summary>Longer than any answer may take on a busy machine; who waits longer for one hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TcpClient? _connection;

    /// <summary>Sends a request with the length of its body.</summary>
    public Task<WireAnswer> PostAsync(string path, byte[] body, params IEnumerable<string> headers) =>
        SendAsync([.. Encoding.UTF8.GetBytes(Head($"POST {path} HTTP/1.1", ["Host: localhost", $"Content-Length: {body.Length}", .. headers])), .. body]);

    /// <summary>Sends bytes, and reads one answer, or the end of the connection.</summary>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public async Task<WireAnswer> SendAsync(byte[] request)
    {
        _connection ??= await ConnectAsync();
        var answer = await ExchangeAsync(_connection, request).WaitAsync(Patience);
        if (answer.Closes)
        {
            Dispose();
        }

        return answer;
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>A request's head.</summary>
    public static string Head(string requestLine, IEnumerable<string> headers) => string.Join("\r\n", [requestLine, .. headers, string.Empty, string.Empty]);

    private static async Task<WireAnswer> ExchangeAsync(TcpClient connection, byte[] request)
    {
        var stream = connection.GetStream();
        try
        {
            await stream.WriteAsync(request);
            return await ReadAsync(stream);
        }
        catch (IOException)
        {
            return WireAnswer.Closed;
        }
    }

    private static async Task<WireAnswer> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[16 * 1024];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                return WireAnswer.Closed;
            }

            filled += read;
            var text = Encoding.UTF8.GetString(buffer, 0, filled);
            if (text == Continue)
            {
                filled = 0;
                continue;
            }

            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && filled >= end + 4 + LengthOf(text[..end]))
            {
                return new(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text[..end], text[(end + 4)..]);
            }
        }
    }

    private static int LengthOf(string head)
    {
        var header = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        return header is null ? 0 : int.Parse(header.AsSpan("Content-Length: ".Length), CultureInfo.InvariantCulture);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(server.Host, server.Port);
        return connection;
    }
}

/// <summary>An answer.</summary>
/// <param name="Status">The status; 0 where the connection ended without an answer.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">The body.</param>
internal sealed record WireAnswer(int Status, string Head, string Body)
{
    public static readonly WireAnswer Closed = new(0, string.Empty, string.Empty);

    /// <summary>Whether the connection ends with it.</summary>
    public bool Closes => Status == 0 || Head.Contains("Connection: close", StringComparison.OrdinalIgnoreCase);
}

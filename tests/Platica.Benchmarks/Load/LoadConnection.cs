using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Platica.Benchmarks.Load;

/// <summary>
/// One HTTP/1.1 connection, used by one thread that blocks on it. The client shares the machine with what it measures, so it does as little
/// as it can.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly byte[] _answer = new byte[16 * 1024];

    /// <summary>Connects.</summary>
    public LoadConnection(Uri address)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        _socket.Connect(IPAddress.Parse(address.Host), address.Port);
    }

    /// <summary>Sends a request and waits for its answer, which is valid until the next one.</summary>
    /// <exception cref="IOException">The connection broke, or the answer is not what a receiver sends.</exception>
    /// <exception cref="SocketException">The connection broke, or there was no answer for half a minute.</exception>
    public LoadAnswer Send(ReadOnlySpan<byte> request)
    {
        _socket.Send(request);
        var filled = 0;
        while (true)
        {
            var read = _socket.Receive(_answer.AsSpan(filled));
            if (read == 0)
            {
                throw new IOException("The connection was closed before the answer was whole.");
            }

            filled += read;
            var received = _answer.AsSpan(0, filled);
            var headEnd = received.IndexOf("\r\n\r\n"u8);
            if (headEnd >= 0 && filled >= headEnd + 4 + BodyLength(received[..(headEnd + 2)]))
            {
                return new(Number(received["HTTP/1.1 ".Length..]), received[(headEnd + 4)..]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var place = head.IndexOf(name);
        return place >= 0 ? Number(head[(place + name.Length)..]) : throw new IOException("The answer has no Content-Length.");
    }

    private static int Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out int number, out _) ? number : throw new IOException("The answer is not HTTP/1.1.");
}

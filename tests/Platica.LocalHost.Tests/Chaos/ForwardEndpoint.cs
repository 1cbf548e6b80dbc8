using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Platica.LocalHost.Tests.Chaos;

/// <summary>Where the example handler posts what customers write; it notes the event of each.</summary>
internal sealed class ForwardEndpoint : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _events = new(StringComparer.Ordinal);
    private readonly HttpListener _listener = new();
    private readonly Task _answering;

    public ForwardEndpoint()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://{free.LocalEndpoint}/";
        }

        _listener.Prefixes.Add(Url);
        _listener.Start();
        _answering = Task.Run(AnswerAsync);
    }

    public string Url { get; }

    /// <summary>The ids of the events that came.</summary>
    public ICollection<string> Events => _events.Keys;

    public void Dispose()
    {
        _listener.Stop();
        _answering.GetAwaiter().GetResult();
        _listener.Close();
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            try
            {
                var call = await _listener.GetContextAsync();
                _events[call.Request.Headers["Idempotency-Key"]!] = true;
                call.Response.Close();
            }
            catch (Exception) when (!_listener.IsListening)
            {
                return;
            }
            catch (HttpListenerException)
            {
                // The caller was killed meanwhile.
            }
        }
    }
}

using System.Globalization;
using System.Threading.Channels;
using Platica.Processing.Channels;
using Platica.Processing.Receiving;

namespace Platica.LocalHost.Terminal;

/// <summary>
/// One line on the terminal for each request on a webhook URL: time, event, outcome, milliseconds, id. No personal data. A terminal that
/// does not read (Ctrl+S, a selection) delays no answer: lines wait, and when too many do the oldest are dropped. Of calls that are refused for
/// one reason some in ten seconds have a line: whoever sends thousands must not fill the file that the terminal may be. A channel that stops working
/// has a line, too, and when it works again another.
/// </summary>
internal sealed class DeliveryLines : IChannelObserver, IAsyncDisposable
{
    private const int MostWaiting = 10_000;
    private const int MostRefused = 20;

    private readonly Channel<string> _waiting = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly RefusalWindows _refused;
    private readonly TimeProvider _clock;
    private readonly Task _writing;

    /// <summary>Lines on <paramref name="output"/>.</summary>
    public DeliveryLines(TextWriter output, TimeProvider clock)
    {
        _clock = clock;
        _refused = new(clock, MostRefused);
        _writing = Task.Run(() => WriteAllAsync(output));
    }

    /// <summary>Writes the line of a request.</summary>
    public void Write(string method, ReceiveResult result, TimeSpan elapsed)
    {
        var isAnybodys = result is { Outcome: ReceiveOutcome.Refused or ReceiveOutcome.Unavailable, EventName: null };
        long suppressed = 0;
        if (isAnybodys && !_refused.TryEnter(result.Detail!, out suppressed))
        {
            return;
        }

        var more = suppressed == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"  and {suppressed} more before it");
        var name = Printable(result.EventName ?? (result.Outcome == ReceiveOutcome.Malformed ? "(no event)" : $"({Printable(method)})"));
        _waiting.Writer.TryWrite(string.Create(
            CultureInfo.InvariantCulture,
            $"{Now()}  {name,-32} {result.StatusCode} {OutcomeOf(result),-24} {elapsed.TotalMilliseconds,7:0.0} ms  {Printable(result.LogId ?? "-")}{more}"));
    }

    /// <inheritdoc/>
    public void HealthTurned(ChannelHealth health) => _waiting.Writer.TryWrite(
        $"{Now()}  Channel {Printable(health.ChannelId)} of {health.Provider} {(health.IsHealthy ? "works again" : "does not work")}: {health.Status}");

    /// <summary>Writes what is waiting; gives a terminal that does not read a moment, no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(TimeSpan.FromSeconds(2)));
    }

    private string Now() => _clock.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private async Task WriteAllAsync(TextWriter output)
    {
        await foreach (var line in _waiting.Reader.ReadAllAsync())
        {
            await output.WriteLineAsync(line);
        }
    }

    private static string OutcomeOf(ReceiveResult result) => result.Outcome switch
    {
        ReceiveOutcome.Accepted => result.Detail is { } items ? $"accepted, {items}" : "accepted",
        ReceiveOutcome.Malformed => "kept as dead letter",
        ReceiveOutcome.FlowAnswered => result.Detail == "answered" ? "answered" : $"answered ({result.Detail})",
        _ => $"refused: {result.Detail}",
    };

    private static string Printable(string text)
    {
        const int Longest = 80;
        return PlainText.Clean(text.Length > Longest ? string.Concat(text.AsSpan(0, Longest - 1), "…") : text);
    }
}

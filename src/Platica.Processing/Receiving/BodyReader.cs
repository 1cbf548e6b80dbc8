namespace Platica.Processing.Receiving;

/// <summary>
/// Reads bodies of announced lengths. An announcement costs nothing: memory grows with what has arrived, and whoever does not go on sending
/// holds it no longer than the limit.
/// </summary>
/// <param name="limit">How long a body may take.</param>
/// <param name="clock">The time.</param>
internal sealed class BodyReader(TimeSpan limit, TimeProvider clock)
{
    private const int FirstBytes = 32 * 1024;
    private const int Growth = 8;

    private CancellationTokenSource? _idle;

    /// <summary>Reads a body.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="length">Its announced length.</param>
    /// <param name="cancellationToken">Cancelled when the caller hangs up.</param>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public async ValueTask<ReadBody> ReadAsync(Stream source, int length, CancellationToken cancellationToken)
    {
        var stop = Interlocked.Exchange(ref _idle, null) ?? new CancellationTokenSource();
        try
        {
            return await ReadAsync(source, length, stop, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(null, Refusals.BodyTooSlow);
        }
        finally
        {
            var unused = stop.TryReset() ? Interlocked.Exchange(ref _idle, stop) : stop;
            unused?.Dispose();
        }
    }

    private async ValueTask<ReadBody> ReadAsync(Stream source, int length, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var body = GC.AllocateUninitializedArray<byte>(Math.Min(length, FirstBytes));
        Waiting? waiting = null;
        try
        {
            for (var filled = 0; filled < length;)
            {
                if (filled == body.Length)
                {
                    Array.Resize(ref body, (int)Math.Min(length, (long)body.Length * Growth));
                }

                // Nearly always all of it is here already; only who has to wait needs a timer.
                var read = source.ReadAsync(body.AsMemory(filled), stop.Token);
                waiting ??= read.IsCompleted ? null : new(stop, limit, clock, cancellationToken);
                var count = await read.ConfigureAwait(false);
                if (count == 0)
                {
                    return new(null, Refusals.BodyIncomplete);
                }

                filled += count;
            }

            return new(body, null);
        }
        finally
        {
            if (waiting is not null)
            {
                await waiting.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops the reading when its time is over, or the caller hangs up.</summary>
    private sealed class Waiting(CancellationTokenSource stop, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly ITimer _timer = clock.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), stop, limit, Timeout.InfiniteTimeSpan);

        private readonly CancellationTokenRegistration _hangUp =
            cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), stop);

        public async ValueTask DisposeAsync()
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            await _hangUp.DisposeAsync().ConfigureAwait(false);
        }
    }
}

/// <summary>A body that was read, or what to answer because it could not be.</summary>
/// <param name="Bytes">All of it; null when it did not come whole.</param>
/// <param name="Refusal">Why not; null when it did.</param>
internal readonly record struct ReadBody(byte[]? Bytes, ReceiveResult? Refusal);

namespace Platica.Processing.Tables;

/// <summary>
/// Tries calls again while the store is unavailable, waiting longer each time, until a budget is spent: a minute of storage trouble
/// must neither fail a batch nor fill the dead letters. Made for one piece of work; the budget starts with it.
/// </summary>
internal sealed class Patience(TimeProvider clock, TimeSpan budget)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly long _startedAt = clock.GetTimestamp();

    /// <summary>The call's answer, of whichever attempt gave one.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="state">What the call is given, so that it need not capture anything.</param>
    /// <param name="cancellationToken">Ends waiting, and is given to the call.</param>
    /// <exception cref="StoreUnavailableException">The budget is spent.</exception>
    public Task<T> TryAsync<TState, T>(Func<TState, CancellationToken, Task<T>> call, TState state, CancellationToken cancellationToken)
    {
        // Tables in memory answer at once: nothing to wait for, nothing to catch.
        var first = Start(call, state, cancellationToken);
        return first.IsCompletedSuccessfully ? first : RetryAsync(first, call, state, cancellationToken);
    }

    /// <inheritdoc cref="TryAsync{TState, T}(Func{TState, CancellationToken, Task{T}}, TState, CancellationToken)"/>
    public Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) =>
        TryAsync(static (call, _) => call(), call, cancellationToken);

    /// <inheritdoc cref="TryAsync{TState, T}(Func{TState, CancellationToken, Task{T}}, TState, CancellationToken)"/>
    public Task TryAsync(Func<Task> call, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task<T> RetryAsync<TState, T>(
        Task<T> attempt, Func<TState, CancellationToken, Task<T>> call, TState state, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait = Shorter(wait * 2, LongestWait))
        {
            try
            {
                return await attempt.ConfigureAwait(false);
            }
            catch (StoreUnavailableException) when (clock.GetElapsedTime(_startedAt) + wait < budget)
            {
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }

            attempt = Start(call, state, cancellationToken);
        }
    }

    /// <summary>A store may also throw before it has a task to return.</summary>
    private static Task<T> Start<TState, T>(Func<TState, CancellationToken, Task<T>> call, TState state, CancellationToken cancellationToken)
    {
        try
        {
            return call(state, cancellationToken);
        }
        catch (StoreUnavailableException problem)
        {
            return Task.FromException<T>(problem);
        }
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}

namespace Platica.Testing;

/// <summary>Lets work that waits on a clock go on without waiting.</summary>
public static class WaitingClock
{
    /// <summary>Runs work to its end, moving the clock on whenever the work waits.</summary>
    /// <param name="clock">The clock that the work waits on.</param>
    /// <param name="work">The work.</param>
    /// <param name="step">How far the clock moves at a time.</param>
    /// <param name="idleTimers">How many timers run while the work does not wait, such as that of its deadline.</param>
    public static async Task<T> RunAsync<T>(this ManualTimeProvider clock, Task<T> work, TimeSpan step, int idleTimers = 0)
    {
        while (!work.IsCompleted)
        {
            if (clock.PendingTimers > idleTimers)
            {
                clock.Advance(step);
            }

            await Task.Yield();
        }

        return await work;
    }
}

namespace Platica.Flows;

/// <summary>How Flows are answered: the settings <c>Flows:*</c>.</summary>
public sealed record FlowOptions
{
    internal const int LongestDeadlineMilliseconds = 700;
    internal const int MostConcurrentHandlers = 1000;

    /// <summary>
    /// Milliseconds from entering our code to the answer, 1 to 700; then the fallback is sent. Platica stops waiting at 700, the
    /// network and the host included, so the default leaves them 250.
    /// </summary>
    public int DeadlineMilliseconds { get; init; } = 450;

    /// <summary>What the person reads when a form could not be answered.</summary>
    public string FallbackMessage { get; init; } = "No pudimos continuar. Inténtalo de nuevo.";

    /// <summary>What the person reads when a form's values are not what its handler expects.</summary>
    public string InvalidFormMessage { get; init; } = "Revisa los datos e inténtalo de nuevo.";

    /// <summary>
    /// How many handlers of one Flow may run at once, 1 to 1,000. The next person gets the fallback at once,
    /// so that a slow dependency costs its own Flow only.
    /// </summary>
    public int MaxConcurrentHandlers { get; init; } = 32;

    /// <summary>
    /// How old an exchange may be, by its envelope's time, before it gets the fallback: the person at the phone has gone long since, and
    /// whoever sends it has kept it. Null for any age.
    /// </summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>
    /// How long the same content in the same session counts as the same exchange: as long as two webhooks that are subscribed to one Flow
    /// may lie apart, and a person hardly sends a form twice on purpose. Zero: nothing that is answered is remembered.
    /// </summary>
    internal TimeSpan RepeatWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">One of them is out of its range; the message names it and says what to set.</exception>
    internal void Validate()
    {
        Require(DeadlineMilliseconds is >= 1 and <= LongestDeadlineMilliseconds, "DeadlineMilliseconds", "from 1 to 700: Platica stops waiting at 700");
        Require(MaxConcurrentHandlers is >= 1 and <= MostConcurrentHandlers, "MaxConcurrentHandlers", "from 1 to 1000");
        Require(MaxAge is null || MaxAge > TimeSpan.Zero, "MaxAge", "longer than nothing, such as 24:00:00, or not set");
        Require(!string.IsNullOrWhiteSpace(FallbackMessage), "FallbackMessage", "a text that a person can read");
        Require(!string.IsNullOrWhiteSpace(InvalidFormMessage), "InvalidFormMessage", "a text that a person can read");

        static void Require(bool holds, string setting, string allowed)
        {
            if (!holds)
            {
                throw new ArgumentException($"Flows:{setting} must be {allowed}.");
            }
        }
    }
}

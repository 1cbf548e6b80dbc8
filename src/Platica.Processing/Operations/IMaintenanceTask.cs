namespace Platica.Processing.Operations;

/// <summary>Work that is due now and then and that nobody waits for. It is safe to repeat, and to run on two machines at once.</summary>
public interface IMaintenanceTask
{
    /// <summary>What it is, for the log, such as <c>retention</c>.</summary>
    string Name { get; }

    /// <summary>Does what is due, for as long as there is time; the next run goes on.</summary>
    /// <returns>How much was done, by name.</returns>
    Task<IReadOnlyDictionary<string, long>> RunAsync(Func<bool> hasTime, CancellationToken cancellationToken);
}

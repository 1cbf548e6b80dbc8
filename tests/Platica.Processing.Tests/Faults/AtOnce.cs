namespace Platica.Processing.Tests.Faults;

/// <summary>Tables in memory answer at once. Only so can one thread decide the order of everything.</summary>
internal static class AtOnce
{
    /// <summary>The result of a task that has ended.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static T Get<T>(Task<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("The store did not answer at once.");
}

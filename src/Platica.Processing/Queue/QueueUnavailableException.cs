namespace Platica.Processing.Queue;

/// <summary>The queue cannot take a delivery now; trying again later may work.</summary>
public sealed class QueueUnavailableException : Exception
{
    /// <summary>Without an inner cause.</summary>
    public QueueUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public QueueUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

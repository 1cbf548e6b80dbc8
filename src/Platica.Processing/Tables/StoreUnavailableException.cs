namespace Platica.Processing.Tables;

/// <summary>The store did not answer, or asks to slow down; trying again later may work.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Without an inner cause.</summary>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace Platica.LocalHost;

/// <summary>LocalHost cannot start; the message says what to do.</summary>
internal sealed class StartupException : Exception
{
    /// <summary>Without an inner cause.</summary>
    public StartupException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

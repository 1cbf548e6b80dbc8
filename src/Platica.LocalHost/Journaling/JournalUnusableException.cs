namespace Platica.LocalHost.Journaling;

/// <summary>The journal cannot be opened; the message says what to do.</summary>
internal sealed class JournalUnusableException : Exception
{
    /// <summary>Without an inner cause.</summary>
    public JournalUnusableException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public JournalUnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

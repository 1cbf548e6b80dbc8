namespace Platica.Cli;

/// <summary>What scripts can rely on.</summary>
internal static class ExitCodes
{
    /// <summary>Done: everything was accepted, valid or found.</summary>
    public const int Ok = 0;

    /// <summary>Refused, failed, or not valid.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl+C before it was done.</summary>
    public const int Interrupted = 130;

    /// <summary>Whoever read the output went away before it was complete.</summary>
    public const int BrokenPipe = 141;
}

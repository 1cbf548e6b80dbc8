namespace Platica.Cli;

/// <summary>A command cannot do what was asked; the message tells the person what to do.</summary>
internal class CliException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;
}

namespace Platica.TestCommand;

/// <summary>How a command ended, and everything that it wrote, both streams in the order of arrival.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

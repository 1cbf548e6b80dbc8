namespace Platica.TestCommand;

/// <summary>The run cannot go on; the message says why and holds the output of the command that failed.</summary>
internal sealed class TestRunException(string message) : Exception(message);

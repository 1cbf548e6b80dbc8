namespace Platica.Cli;

/// <summary>Nobody answered a request, which may be different a moment later.</summary>
internal sealed class NoAnswerException(string message) : CliException(message);

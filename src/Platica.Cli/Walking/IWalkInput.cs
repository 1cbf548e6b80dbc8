namespace Platica.Cli.Walking;

/// <summary>Who walks: a person at the terminal, or a script's answers.</summary>
internal interface IWalkInput
{
    /// <summary>Whether nobody can be asked again.</summary>
    bool IsScripted { get; }

    /// <summary>What is entered in a field.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="name">The field's name.</param>
    /// <param name="prompt">What to print before.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A line; empty where nothing is entered.</returns>
    /// <exception cref="CliException">The input has ended.</exception>
    Task<string> AskAsync(string screen, string name, string prompt, CancellationToken cancellationToken);
}

namespace Platica.Processing.Retention;

/// <summary>A part of the walk over the tables. It leaves nothing behind that a reader would trip over, wherever it is cut short, and what is left is found again.</summary>
internal interface IRetentionStep
{
    /// <summary>Its name in continuations.</summary>
    string Name { get; }

    /// <summary>Whether it goes through each workspace; else it runs once, and its workspace is empty.</summary>
    bool IsPerWorkspace => true;

    /// <summary>Works page by page; after each it tells where to go on.</summary>
    IAsyncEnumerable<string> RunAsync(RetentionWork work, string workspace, string? after, CancellationToken cancellationToken);
}

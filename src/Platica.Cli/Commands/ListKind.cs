using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary>One of the lists that can be shown.</summary>
/// <param name="Name">What comes after <c>show</c>.</param>
/// <param name="Description">For the help.</param>
/// <param name="Route">The API's route; <c>{id}</c> stands for the argument.</param>
/// <param name="Filters">What narrows it.</param>
/// <param name="Columns">What the table shows.</param>
/// <param name="WhenEmpty">What to say instead of an empty table.</param>
internal sealed record ListKind(
    string Name, string Description, string Route, IReadOnlyList<Filter> Filters, IReadOnlyList<Column> Columns, string WhenEmpty)
{
    private const string Id = "{id}";

    /// <summary>What to <c>send</c>, so that it is not empty any more; null where nothing would help.</summary>
    public IReadOnlyList<string>? Sample { get; init; }

    /// <summary>Whether it is the list of one conversation.</summary>
    public bool TakesId => Route.Contains(Id, StringComparison.Ordinal);

    /// <summary>The route with the argument in it.</summary>
    public string RouteFor(string? id) => Route.Replace(Id, Uri.EscapeDataString(id ?? ""), StringComparison.Ordinal);
}

using Platica.Processing.Tables;

namespace Platica.Processing.Reading;

/// <summary>Rows of a list.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="After">The place after which the next page begins, or null when this is the last one.</param>
internal sealed record Page(IReadOnlyList<TableRow> Rows, string? After);

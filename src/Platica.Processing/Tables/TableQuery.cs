namespace Platica.Processing.Tables;

/// <summary>A range of one partition.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="PartitionKey">The partition.</param>
/// <param name="Take">How many rows at most, 1-1,000.</param>
/// <param name="After">Only row keys ordinally greater than this; null for all.</param>
/// <param name="Before">Only row keys ordinally less than this; null for all.</param>
public sealed record TableQuery(string Table, string PartitionKey, int Take, string? After = null, string? Before = null);

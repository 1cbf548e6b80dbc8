using Azure.Data.Tables;
using Platica.Processing.Tables;

namespace Platica.Functions.Tables;

/// <summary>Queries in the language of Table Storage (OData), which compares keys ordinally.</summary>
internal static class TableFilters
{
    /// <summary>The filter of a range.</summary>
    public static string Of(TableQuery query)
    {
        var filter = $"PartitionKey eq {Quote(query.PartitionKey)}";
        if (query.After is { } after)
        {
            filter += $" and RowKey gt {Quote(after)}";
        }

        return query.Before is { } before ? filter + $" and RowKey lt {Quote(before)}" : filter;
    }

    private static string Quote(string key) => $"'{key.Replace("'", "''", StringComparison.Ordinal)}'";
}

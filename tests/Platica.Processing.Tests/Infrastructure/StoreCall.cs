namespace Platica.Processing.Tests.Infrastructure;

/// <summary>What is asked of a store.</summary>
internal enum StoreOperation
{
    Get,
    Insert,
    Replace,
    InsertAll,
    Delete,
    Query,
}

/// <summary>One call to a store.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Table">The table.</param>
/// <param name="PartitionKey">The partition.</param>
/// <param name="RowKeys">The rows; none for a query.</param>
internal sealed record StoreCall(StoreOperation Operation, string Table, string PartitionKey, params IReadOnlyList<string> RowKeys)
{
    /// <summary>Whether it is a write to one row.</summary>
    public bool IsSingleWrite => Operation is StoreOperation.Insert or StoreOperation.Replace or StoreOperation.Delete;
}

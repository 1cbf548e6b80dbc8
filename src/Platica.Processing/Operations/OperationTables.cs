using Platica.Processing.Tables;

namespace Platica.Processing.Operations;

/// <summary>
/// The tables as operations change them: what is inserted, replaced or deleted here stays so, also in a home whose tables are made of its
/// deliveries again at each start.
/// </summary>
/// <param name="store">The tables.</param>
public sealed class OperationTables(ITableStore store)
{
    /// <summary>The tables.</summary>
    public ITableStore Store { get; } = store;
}

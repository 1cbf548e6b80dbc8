namespace Platica.Processing.Tables;

/// <summary>The store will never take this row: it breaks one of its limits. The message names the limit, never a value.</summary>
public sealed class StoreRefusedException(string message) : Exception(message);

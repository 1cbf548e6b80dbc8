using System.Text.Json;

namespace Platica.Cli.Output;

/// <summary>One column of a list.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Read">An item's text in it.</param>
/// <param name="Fit">What gives way when the terminal is narrow.</param>
internal sealed record Column(string Header, Func<JsonElement, string> Read, ColumnFit Fit = ColumnFit.Whole);

/// <summary>How a column behaves when the terminal is narrow.</summary>
internal enum ColumnFit
{
    /// <summary>Always shown, never cut.</summary>
    Whole,

    /// <summary>Shown whole or not at all; the rightmost goes first.</summary>
    Optional,

    /// <summary>Takes the room that is left and is cut there.</summary>
    Flexible,
}

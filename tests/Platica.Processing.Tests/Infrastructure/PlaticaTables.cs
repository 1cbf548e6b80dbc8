using Platica.Processing.Tables;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>The tables that Platica's deliveries fill: it tells of no channels, calls and labels, and erasing is nobody's delivery.</summary>
internal static class PlaticaTables
{
    public static IEnumerable<string> All { get; } =
        [.. TableNames.All.Except([TableNames.Channels, TableNames.Calls, TableNames.CallLog, TableNames.Labels, TableNames.Erasures])];
}

using System.CommandLine;

namespace Platica.Cli.Operating;

/// <summary><c>--continuation</c>: an operation that was interrupted goes on.</summary>
internal static class ContinuationOption
{
    public static Option<string?> Create() => new("--continuation")
    {
        Description = "Goes on where an interrupted run ended.",
        HelpName = "token",
    };
}

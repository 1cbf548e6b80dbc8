namespace Platica.Cli.Checking;

/// <summary>How a step ended.</summary>
internal enum FindingResult
{
    /// <summary>As it must be.</summary>
    Passed,

    /// <summary>Not as it must be.</summary>
    Failed,

    /// <summary>Left out, with the reason.</summary>
    NotChecked,
}

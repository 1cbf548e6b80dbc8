namespace Platica.Functions.Tests.Azurite;

/// <summary>The Azurite of this machine: the npm package <c>azurite</c>, on the PATH.</summary>
internal static class AzuriteInstallation
{
    /// <summary>What to start; null when there is none.</summary>
    public static string? Command { get; } = Find();

    /// <summary>Why tests that need it are skipped; null when they are not.</summary>
    public static string? Missing => Command is null ? "Azurite is not on the PATH: npm install --global azurite" : null;

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "azurite.cmd" : "azurite";
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}

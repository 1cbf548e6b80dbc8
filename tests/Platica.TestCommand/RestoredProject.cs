using System.Text.Json;

namespace Platica.TestCommand;

/// <summary>What restoring one project came to: NuGet writes it to <c>obj/project.assets.json</c>, also when it fails.</summary>
/// <param name="FullPath">The project file, as NuGet names it.</param>
/// <param name="References">The project files that it references directly, likewise.</param>
/// <param name="MissingPackages">Packages that no configured registry has in a version that fits.</param>
/// <param name="HasOtherErrors">Whether restoring failed for any other reason too.</param>
/// <param name="IsTestProject">Whether <c>dotnet test</c> runs it.</param>
internal sealed record RestoredProject(
    string FullPath,
    IReadOnlyList<string> References,
    IReadOnlyList<string> MissingPackages,
    bool HasOtherErrors,
    bool IsTestProject)
{
    // No such package; no such version; only prereleases of it (https://learn.microsoft.com/nuget/reference/errors-and-warnings).
    private static readonly string[] MissingPackageCodes = ["NU1101", "NU1102", "NU1103"];

    public bool Failed => HasOtherErrors || MissingPackages.Count > 0;

    /// <summary>Reads what the last restore of <paramref name="projectFile"/> wrote; null when it wrote nothing.</summary>
    public static RestoredProject? Read(string projectFile)
    {
        var assets = AssetsFile(projectFile);
        return File.Exists(assets) ? Parse(File.ReadAllBytes(assets)) : null;
    }

    /// <summary>
    /// Deletes what a failed restore wrote, so that the next one cannot be taken for it:
    /// a project file that has become unreadable since would leave the old reasons in place.
    /// </summary>
    public static void ForgetFailure(string projectFile)
    {
        if (Read(projectFile) is { Failed: true })
        {
            File.Delete(AssetsFile(projectFile));
        }
    }

    /// <summary>Reads the content of a <c>project.assets.json</c>.</summary>
    public static RestoredProject Parse(ReadOnlyMemory<byte> assets)
    {
        using var document = JsonDocument.Parse(assets);
        var project = document.RootElement.GetProperty("project");
        var restore = project.GetProperty("restore");
        var errors = Errors(document.RootElement);
        var missing = errors.Where(IsMissingPackage).Select(error => error.GetProperty("libraryId").GetString()!);

        return new RestoredProject(
            restore.GetProperty("projectPath").GetString()!,
            PerFramework(restore, "projectReferences"),
            [.. missing.Distinct()],
            errors.Any(error => !IsMissingPackage(error)),
            PerFramework(project, "dependencies").Contains("Microsoft.NET.Test.Sdk", StringComparer.OrdinalIgnoreCase));
    }

    private static string AssetsFile(string projectFile) =>
        Path.Combine(Path.GetDirectoryName(projectFile)!, "obj", "project.assets.json");

    private static JsonElement[] Errors(JsonElement root) => root.TryGetProperty("logs", out var logs)
        ? [.. logs.EnumerateArray().Where(log => log.GetProperty("level").ValueEquals("Error"))]
        : [];

    private static bool IsMissingPackage(JsonElement error) =>
        MissingPackageCodes.Contains(error.GetProperty("code").GetString()) && error.TryGetProperty("libraryId", out _);

    private static string[] PerFramework(JsonElement element, string section)
    {
        var names =
            from framework in element.GetProperty("frameworks").EnumerateObject()
            where framework.Value.TryGetProperty(section, out _)
            from entry in framework.Value.GetProperty(section).EnumerateObject()
            select entry.Name;
        return [.. names.Distinct()];
    }
}

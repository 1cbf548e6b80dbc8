namespace Platica.TestCommand;

/// <summary>The projects that cannot be built here because the registries lack packages.</summary>
/// <param name="Projects">Full paths of those that lack one themselves, and of all that reference them.</param>
/// <param name="Packages">The packages that are missing.</param>
internal sealed record LeftOut(IReadOnlyCollection<string> Projects, IReadOnlyList<string> Packages)
{
    /// <summary>Finds them; null when any project failed for another reason, or none for this one.</summary>
    public static LeftOut? Find(IReadOnlyCollection<RestoredProject> projects)
    {
        var missing = projects.SelectMany(project => project.MissingPackages).Distinct().Order(StringComparer.OrdinalIgnoreCase).ToArray();
        return missing.Length == 0 || projects.Any(project => project.HasOtherErrors)
            ? null
            : new LeftOut(LackingOrReferencing(projects), missing);
    }

    public bool Contains(RestoredProject? project) => project is not null && Projects.Contains(project.FullPath);

    public override string ToString()
    {
        var names = Projects.Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal);
        return $"Left out: {string.Join(", ", names)}; the package registry lacks {string.Join(", ", Packages)}.";
    }

    private static HashSet<string> LackingOrReferencing(IReadOnlyCollection<RestoredProject> projects)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var next = projects.Where(project => project.MissingPackages.Count > 0).ToArray();
        while (next.Length > 0)
        {
            found.UnionWith(next.Select(project => project.FullPath));
            next = [.. projects.Where(project => !found.Contains(project.FullPath) && project.References.Any(found.Contains))];
        }

        return found;
    }
}

using System.Text.Json;

namespace Platica.TestCommand;

/// <summary>A solution and some or all of its projects.</summary>
/// <param name="Root">The folder of the <c>.sln</c> file.</param>
/// <param name="File">Full path of the <c>.sln</c> file, or of a <c>.slnf</c> filter over it.</param>
/// <param name="Projects">Paths of the projects, relative to <paramref name="Root"/>.</param>
internal sealed record Solution(string Root, string File, IReadOnlyList<string> Projects)
{
    /// <summary>Reads the only solution in <paramref name="folder"/> or the nearest folder above it that has one.</summary>
    /// <exception cref="TestRunException">There is no solution, or it cannot be read.</exception>
    public static async Task<Solution> FindAsync(string folder)
    {
        for (var place = new DirectoryInfo(folder); place is not null; place = place.Parent)
        {
            if (place.GetFiles("*.sln") is [var file])
            {
                return new Solution(place.FullName, file.FullName, await ListAsync(file));
            }
        }

        throw new TestRunException($"No solution in {folder} or above it. Run this inside the repository.");
    }

    /// <summary>The same solution with only some of its projects, as a filter file in <paramref name="folder"/>.</summary>
    public Solution With(Func<string, bool> isWanted, string folder)
    {
        string[] projects = [.. Projects.Where(isWanted)];
        var filter = Path.Combine(folder, Path.GetFileNameWithoutExtension(File) + ".slnf");
        System.IO.File.WriteAllBytes(filter, JsonSerializer.SerializeToUtf8Bytes(new { solution = new { path = File, projects } }));
        return this with { File = filter, Projects = projects };
    }

    public string FullPath(string project) => Path.Combine(Root, project);

    /// <summary>What the last restore of a project came to; null when it left nothing.</summary>
    public RestoredProject? Restored(string project) => RestoredProject.Read(FullPath(project));

    public Task<CommandResult> DotnetAsync(params IEnumerable<string> arguments) => Dotnet.RunAsync(Root, arguments);

    private static async Task<string[]> ListAsync(FileInfo file)
    {
        var list = await Dotnet.RunAsync(file.DirectoryName!, "sln", file.FullName, "list");
        // The headline above the projects is in the language of the user.
        return list.Succeeded
            ? [.. list.Output.ReplaceLineEndings("\n").Split('\n').Where(line => line.EndsWith("proj", StringComparison.Ordinal))]
            : throw new TestRunException($"{list.Output}{file.Name} cannot be read.");
    }
}

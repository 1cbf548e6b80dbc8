using System.Text.Json;

namespace Platica.TestCommand;

/// <summary>A solution file, or a filter over one, and the projects in it.</summary>
/// <param name="File">Full path of the <c>.sln</c> or <c>.slnf</c> file.</param>
/// <param name="Projects">Paths of the projects, relative to the folder of the <c>.sln</c> file.</param>
internal sealed record Solution(string File, IReadOnlyList<string> Projects)
{
    /// <summary>Reads the only solution in <paramref name="folder"/> or the nearest folder above it that has one.</summary>
    /// <exception cref="TestRunException">There is no solution, or it cannot be read.</exception>
    public static async Task<Solution> FindAsync(string folder)
    {
        for (var place = new DirectoryInfo(folder); place is not null; place = place.Parent)
        {
            if (place.GetFiles("*.sln") is [var file])
            {
                return new Solution(file.FullName, await ListAsync(file));
            }
        }

        throw new TestRunException($"No solution in {folder} or above it. Run this inside the repository.");
    }

    /// <summary>The same solution with only some of its projects, as a filter file in <paramref name="folder"/>.</summary>
    public Solution With(IEnumerable<string> some, string folder)
    {
        string[] projects = [.. some];
        var filter = Path.Combine(folder, Path.GetFileNameWithoutExtension(File) + ".slnf");
        System.IO.File.WriteAllBytes(filter, JsonSerializer.SerializeToUtf8Bytes(new { solution = new { path = File, projects } }));
        return new Solution(filter, projects);
    }

    private static async Task<string[]> ListAsync(FileInfo file)
    {
        var list = await Dotnet.RunAsync(file.DirectoryName!, "sln", file.FullName, "list");
        if (!list.Succeeded)
        {
            throw new TestRunException($"{file.Name} cannot be read.\n{list.Output}");
        }

        return [.. list.Output.ReplaceLineEndings("\n").Split('\n').Where(line => line.EndsWith("proj", StringComparison.Ordinal))];
    }
}

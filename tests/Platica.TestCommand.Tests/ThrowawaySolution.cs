using System.Text;

namespace Platica.TestCommand.Tests;

/// <summary>A solution of tiny projects in a temporary folder, whose only package registry is an empty folder.</summary>
internal sealed class ThrowawaySolution : IDisposable
{
    /// <summary>Package references of a test project; their exact versions are on this machine, as these tests use them too.</summary>
    public const string TestPackages = """
        <PackageReference Include="Microsoft.NET.Test.Sdk" />
        <PackageReference Include="xunit" />
        <PackageReference Include="xunit.runner.visualstudio" />
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throwaway-");
    private readonly List<string> _projects = [];

    public ThrowawaySolution()
    {
        _folder.CreateSubdirectory("registry");
        Write("nuget.config", """
            <configuration><packageSources><clear /><add key="empty" value="registry" /></packageSources></configuration>
            """);
        File.Copy(Path.Combine(RepositoryFolder(), "Directory.Packages.props"), Path.Combine(_folder.FullName, "Directory.Packages.props"));
    }

    /// <summary>Adds a project with one file of code.</summary>
    public ThrowawaySolution With(string name, string items, string code)
    {
        WithProjectFile(name, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        Write(Path.Combine(name, "Code.cs"), code);
        return this;
    }

    /// <summary>Adds a project, or replaces its file.</summary>
    public ThrowawaySolution WithProjectFile(string name, string content)
    {
        _projects.Remove(name);
        _projects.Add(name);
        Write(Path.Combine(name, $"{name}.csproj"), content);
        return this;
    }

    /// <summary>Runs the test command in it.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        Write("Throwaway.sln", SolutionFile());
        using var output = new StringWriter();
        var exitCode = await new TestRun(output).RunAsync(_folder.FullName, arguments);
        return new CommandResult(exitCode, output.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string RepositoryFolder()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(place.FullName, "Directory.Packages.props")))
        {
            place = place.Parent!;
        }

        return place.FullName;
    }

    private void Write(string path, string content)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, content);
    }

    private string SolutionFile()
    {
        var projects = new StringBuilder();
        var configurations = new StringBuilder();
        foreach (var name in _projects)
        {
            var id = Guid.NewGuid().ToString("B").ToUpperInvariant();
            projects.AppendLine($$"""
                Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "{{name}}", "{{name}}\{{name}}.csproj", "{{id}}"
                EndProject
                """);
            configurations.AppendLine($"{id}.Release|Any CPU.ActiveCfg = Release|Any CPU");
            configurations.AppendLine($"{id}.Release|Any CPU.Build.0 = Release|Any CPU");
        }

        return $"""
            Microsoft Visual Studio Solution File, Format Version 12.00
            {projects}Global
            GlobalSection(SolutionConfigurationPlatforms) = preSolution
            Release|Any CPU = Release|Any CPU
            EndGlobalSection
            GlobalSection(ProjectConfigurationPlatforms) = postSolution
            {configurations}EndGlobalSection
            EndGlobal
            """;
    }
}

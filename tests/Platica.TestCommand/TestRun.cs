namespace Platica.TestCommand;

/// <summary>
/// Restores, builds and tests a solution. Projects whose packages the configured registries lack are left out and named;
/// every other failure is one.
/// </summary>
internal sealed class TestRun(TextWriter output)
{
    /// <summary>Tests the solution in or above <paramref name="folder"/>.</summary>
    /// <param name="folder">Where to look for the solution.</param>
    /// <param name="arguments">Passed on to <c>dotnet test</c>.</param>
    /// <returns>The exit code: 0 only when nothing failed.</returns>
    public async Task<int> RunAsync(string folder, IReadOnlyList<string> arguments)
    {
        var work = Directory.CreateTempSubdirectory("test-run-");
        try
        {
            var solution = await Solution.FindAsync(folder);
            var root = Path.GetDirectoryName(solution.File)!;
            var restored = await RestoreAsync(solution, root, work.FullName);
            await BuildAsync(restored, root);
            return await TestAsync(restored, root, work.FullName, arguments) ? 0 : 1;
        }
        catch (TestRunException failure)
        {
            await output.WriteLineAsync(failure.Message);
            return 1;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private async Task<Solution> RestoreAsync(Solution solution, string root, string work)
    {
        foreach (var project in solution.Projects)
        {
            RestoredProject.ForgetFailure(Path.Combine(root, project));
        }

        await output.WriteLineAsync("Restoring ...");
        var restore = await Dotnet.RunAsync(root, "restore", solution.File);
        if (restore.Succeeded)
        {
            return solution;
        }

        var projects = solution.Projects.Select(file => (File: file, Restored: RestoredProject.Read(Path.Combine(root, file)))).ToArray();
        var leftOut = LeftOut.Find([.. projects.Select(project => project.Restored).OfType<RestoredProject>()])
            ?? throw new TestRunException($"{restore.Output}Restoring failed.");
        await output.WriteLineAsync(leftOut.ToString());

        var rest = solution.With(projects.Where(project => !leftOut.Contains(project.Restored)).Select(project => project.File), work);
        restore = await Dotnet.RunAsync(root, "restore", rest.File);
        return restore.Succeeded ? rest : throw new TestRunException($"{restore.Output}Restoring the other projects failed.");
    }

    private async Task BuildAsync(Solution solution, string root)
    {
        await output.WriteLineAsync($"Building {solution.Projects.Count} projects ...");
        var build = await Dotnet.RunAsync(root, "build", solution.File, "--configuration", "Release", "--no-restore");
        if (!build.Succeeded)
        {
            throw new TestRunException($"{build.Output}The build failed.");
        }
    }

    private async Task<bool> TestAsync(Solution solution, string root, string results, IReadOnlyList<string> arguments)
    {
        var succeeded = true;
        var isFiltered = arguments.Any(argument => argument.StartsWith("--filter", StringComparison.Ordinal));
        var sum = TestReport.Empty;
        foreach (var project in solution.Projects.Where(project => RestoredProject.Read(Path.Combine(root, project)) is { IsTestProject: true }))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var (run, report) = await TestAsync(project, name, root, results, arguments);
            await ReportAsync(name, run, report);
            if (!report.RanAny && !isFiltered)
            {
                await output.WriteLineAsync($"{name} ran no tests.");
                succeeded = false;
            }

            succeeded &= run.Succeeded && report.Failed == 0;
            sum += report;
        }

        if (!sum.RanAny)
        {
            await output.WriteLineAsync("No test ran.");
        }

        await output.WriteLineAsync(sum.ToString());
        return succeeded && sum.RanAny;
    }

    private static async Task<(CommandResult Run, TestReport Report)> TestAsync(
        string project, string name, string root, string results, IReadOnlyList<string> arguments)
    {
        var file = name + ".trx";
        var run = await Dotnet.RunAsync(
            root,
            ["test", project, "--configuration", "Release", "--no-build", "--logger", $"trx;LogFileName={file}", "--results-directory", results, .. arguments]);
        return (run, TestReport.Read(Path.Combine(results, file)));
    }

    private async Task ReportAsync(string name, CommandResult run, TestReport report)
    {
        if (!run.Succeeded)
        {
            await output.WriteAsync(run.Output);
        }

        await output.WriteLineAsync(run.Succeeded ? $"{name}: {report}" : $"{name}: {report} (dotnet test ended with exit code {run.ExitCode})");
        foreach (var skipped in report.Skipped)
        {
            await output.WriteLineAsync($"  skipped {skipped.Name}: {skipped.Reason}");
        }
    }
}

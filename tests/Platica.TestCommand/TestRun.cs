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
            var solution = await RestoreAsync(await Solution.FindAsync(folder), work.FullName);
            await BuildAsync(solution);
            return await TestAsync(solution, work.FullName, arguments) ? 0 : 1;
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

    /// <returns>What can be built: the solution, or a filter over it that is written to <paramref name="work"/>.</returns>
    private async Task<Solution> RestoreAsync(Solution solution, string work)
    {
        await output.WriteLineAsync("Restoring ...");
        foreach (var project in solution.Projects)
        {
            RestoredProject.ForgetFailure(solution.FullPath(project));
        }

        var restore = await solution.DotnetAsync("restore", solution.File);
        if (restore.Succeeded)
        {
            return solution;
        }

        var leftOut = LeftOut.Find([.. solution.Projects.Select(solution.Restored).OfType<RestoredProject>()])
            ?? throw new TestRunException($"{restore.Output}Restoring failed.");
        await output.WriteLineAsync(leftOut.ToString());

        var rest = solution.With(project => !leftOut.Contains(solution.Restored(project)), work);
        restore = await rest.DotnetAsync("restore", rest.File);
        return restore.Succeeded ? rest : throw new TestRunException($"{restore.Output}Restoring the other projects failed.");
    }

    private async Task BuildAsync(Solution solution)
    {
        await output.WriteLineAsync($"Building {solution.Projects.Count} projects ...");
        var build = await solution.DotnetAsync("build", solution.File, "--configuration", "Release", "--no-restore");
        if (!build.Succeeded)
        {
            throw new TestRunException($"{build.Output}The build failed.");
        }
    }

    private async Task<bool> TestAsync(Solution solution, string work, IReadOnlyList<string> arguments)
    {
        var isFiltered = arguments.Any(argument => argument.StartsWith("--filter", StringComparison.Ordinal));
        var succeeded = true;
        var sum = TestReport.Empty;
        foreach (var project in solution.Projects.Where(project => solution.Restored(project) is { IsTestProject: true }))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            // Before the tests run: one that hangs is then known by the last line.
            await output.WriteAsync($"{name}: ");
            var run = await solution.DotnetAsync(
                ["test", project, "--configuration", "Release", "--no-build",
                    "--logger", $"trx;LogFileName={name}.trx", "--results-directory", work, .. arguments]);
            var report = TestReport.Read(Path.Combine(work, $"{name}.trx"));
            await ReportAsync(name, run, report);

            var ranNone = !report.RanAny && !isFiltered;
            if (ranNone)
            {
                await output.WriteLineAsync($"{name} ran no tests.");
            }

            succeeded &= run.Succeeded && report.Failed == 0 && !ranNone;
            sum += report;
        }

        if (!sum.RanAny)
        {
            await output.WriteLineAsync("No test ran.");
        }

        await output.WriteLineAsync(sum.ToString());
        return succeeded && sum.RanAny;
    }

    private async Task ReportAsync(string name, CommandResult run, TestReport report)
    {
        if (run.Succeeded)
        {
            await output.WriteLineAsync(report.ToString());
        }
        else
        {
            await output.WriteLineAsync($"dotnet test ended with exit code {run.ExitCode}");
            await output.WriteAsync(run.Output);
            await output.WriteLineAsync($"{name}: {report}");
        }

        foreach (var skipped in report.Skipped)
        {
            await output.WriteLineAsync($"  skipped {skipped.Name}: {skipped.Reason}");
        }
    }
}

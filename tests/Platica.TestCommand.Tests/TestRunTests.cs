namespace Platica.TestCommand.Tests;

/// <summary>The command as it is used: real restores, builds and test runs of small solutions, without a network.</summary>
public sealed class TestRunTests
{
    private const string MissingPackage = """<PackageReference Include="No.Such.Package" VersionOverride="1.0.0" />""";

    private const string PassingTest = "public class Tests { [Xunit.Fact] public void Passes() { } }";

    [Fact]
    public async Task A_missing_package_leaves_out_its_project_and_the_ones_that_reference_it_and_the_rest_is_tested()
    {
        using var solution = new ThrowawaySolution()
            .With("Cloud", MissingPackage, "class Uses { No.Such.Package p; }")
            .With("Cloud.Tests", """<ProjectReference Include="..\Cloud\Cloud.csproj" />""" + ThrowawaySolution.TestPackages, "")
            .With("Core.Tests", ThrowawaySolution.TestPackages, """
                using Xunit;
                public class Tests
                {
                    [Fact] public void Passes() { }
                    [Fact(Skip = "needs a broker")] public void Waits() { }
                }
                """);

        var run = await solution.RunAsync();

        Assert.Equal(0, run.ExitCode);
        var lines = Lines(run);
        Assert.Contains("Left out: Cloud, Cloud.Tests; the package registry lacks No.Such.Package.", lines);
        Assert.Contains("  skipped Tests.Waits: needs a broker", lines);
        Assert.Equal("1 passed, 0 failed, 1 skipped", lines[^1]);
    }

    [Fact]
    public async Task A_test_project_without_tests_fails_the_run_unless_a_filter_explains_it()
    {
        using var solution = new ThrowawaySolution()
            .With("Core.Tests", ThrowawaySolution.TestPackages, PassingTest)
            .With("Empty.Tests", ThrowawaySolution.TestPackages, "");

        var whole = await solution.RunAsync();
        var filtered = await solution.RunAsync("--filter", "DisplayName~Passes");
        var filteredOut = await solution.RunAsync("--filter", "DisplayName~Nothing");

        Assert.Equal(1, whole.ExitCode);
        Assert.Contains("Empty.Tests ran no tests.", Lines(whole));
        Assert.Equal("1 passed, 0 failed, 0 skipped", Lines(whole)[^1]);
        Assert.Equal(0, filtered.ExitCode);
        Assert.Equal("1 passed, 0 failed, 0 skipped", Lines(filtered)[^1]);
        Assert.Equal(1, filteredOut.ExitCode);
        Assert.Equal("0 passed, 0 failed, 0 skipped", Lines(filteredOut)[^1]);
    }

    [Fact]
    public async Task A_missing_package_hides_neither_a_failing_test_nor_a_test_host_that_crashes()
    {
        using var solution = new ThrowawaySolution()
            .With("Cloud", MissingPackage, "")
            .With("Core.Tests", ThrowawaySolution.TestPackages, """
                using Xunit;
                public class Tests
                {
                    [Fact] public void Passes() { }
                    [Fact] public void Fails() => Assert.Fail("the reason");
                }
                """)
            .With("Crash.Tests", ThrowawaySolution.TestPackages, """
                using Xunit;
                public class Tests
                {
                    [Fact] public void Crashes() => System.Environment.FailFast("gone");
                }
                """);

        var run = await solution.RunAsync();
        var crash = await solution.RunAsync("--filter", "DisplayName!~Fails");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the reason", run.Output, StringComparison.Ordinal);
        Assert.Equal("1 passed, 1 failed, 0 skipped", Lines(run)[^1]);
        Assert.Equal(1, crash.ExitCode);
        Assert.Contains("Crash.Tests: dotnet test ended with exit code 1", Lines(crash));
        Assert.Equal("1 passed, 0 failed, 0 skipped", Lines(crash)[^1]);
    }

    [Fact]
    public async Task A_missing_package_does_not_hide_a_compile_error()
    {
        using var solution = new ThrowawaySolution()
            .With("Cloud", MissingPackage, "")
            .With("Core", "", "class Broken { NoSuchType field; }");

        var run = await solution.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("CS0246", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_lacked_a_package_and_can_no_longer_be_read_fails_the_run()
    {
        using var solution = new ThrowawaySolution().With("Cloud", MissingPackage, "");
        var lacking = await solution.RunAsync();

        var unreadable = await solution.WithProjectFile("Cloud", "<Project").RunAsync();

        Assert.Contains("Left out: Cloud;", lacking.Output, StringComparison.Ordinal);
        Assert.Equal(1, unreadable.ExitCode);
        Assert.Contains("MSB4025", unreadable.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Left out", unreadable.Output, StringComparison.Ordinal);
    }

    private static string[] Lines(CommandResult run) => run.Output.TrimEnd().ReplaceLineEndings("\n").Split('\n');
}

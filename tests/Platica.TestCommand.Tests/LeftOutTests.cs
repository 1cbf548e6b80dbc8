namespace Platica.TestCommand.Tests;

public sealed class LeftOutTests
{
    [Fact]
    public void Find_takes_the_projects_that_lack_a_package_and_all_that_reference_them_directly_or_not()
    {
        RestoredProject[] projects =
        [
            Project("EndToEnd", references: ["Azure.Tests"]),
            Project("Azure.Tests", references: ["Azure", "Core"]),
            Project("Azure", references: ["Core"], missing: ["B.Package", "A.Package"]),
            Project("Core"),
            Project("Core.Tests", references: ["Core"]),
        ];

        var leftOut = LeftOut.Find(projects);

        Assert.NotNull(leftOut);
        Assert.Equal(["EndToEnd", "Azure.Tests", "Azure"], projects.Where(leftOut.Contains).Select(project => project.FullPath));
        Assert.Equal(["A.Package", "B.Package"], leftOut.Packages);
    }

    [Fact]
    public void Find_is_null_when_a_project_failed_for_another_reason_too() => Assert.Null(LeftOut.Find(
    [
        Project("Azure", missing: ["A.Package"]),
        Project("Core") with { HasOtherErrors = true },
    ]));

    [Fact]
    public void Find_is_null_when_no_package_is_missing() => Assert.Null(LeftOut.Find([Project("Core")]));

    private static RestoredProject Project(string name, string[]? references = null, string[]? missing = null) =>
        new(name, references ?? [], missing ?? [], HasOtherErrors: false, IsTestProject: false);
}

using System.Text;

namespace Platica.TestCommand.Tests;

public sealed class RestoredProjectTests
{
    [Theory]
    [InlineData("NU1101")]
    [InlineData("NU1102")]
    [InlineData("NU1103")]
    public void Parse_takes_a_package_or_version_that_does_not_exist_for_missing(string code)
    {
        var project = Parse($$"""{ "code": "{{code}}", "level": "Error", "libraryId": "No.Such.Package" }""");

        Assert.Equal(["No.Such.Package"], project.MissingPackages);
        Assert.False(project.HasOtherErrors);
    }

    [Theory]
    [InlineData("NU1605")] // a downgrade
    [InlineData("NU1603")] // another version than asked for
    [InlineData("NU1301")] // the registry cannot be reached
    public void Parse_takes_any_other_error_for_what_it_is(string code)
    {
        var project = Parse($$"""{ "code": "{{code}}", "level": "Error", "libraryId": "Some.Package" }""");

        Assert.Empty(project.MissingPackages);
        Assert.True(project.HasOtherErrors);
    }

    [Fact]
    public void Parse_sees_another_error_beside_a_missing_package()
    {
        var project = Parse("""
            { "code": "NU1101", "level": "Error", "libraryId": "No.Such.Package" },
            { "code": "NU1605", "level": "Error", "libraryId": "Some.Package" }
            """);

        Assert.Equal(["No.Such.Package"], project.MissingPackages);
        Assert.True(project.HasOtherErrors);
    }

    [Fact]
    public void Parse_does_not_count_warnings()
    {
        var project = Parse("""{ "code": "NU1603", "level": "Warning", "libraryId": "Some.Package" }""");

        Assert.False(project.Failed);
    }

    [Fact]
    public void Parse_reads_the_project_its_references_and_that_it_is_a_test_project()
    {
        var project = Parse("");

        Assert.Equal("/repo/A.Tests/A.Tests.csproj", project.FullPath);
        Assert.Equal(["/repo/A/A.csproj"], project.References);
        Assert.True(project.IsTestProject);
    }

    private static RestoredProject Parse(string logs) => RestoredProject.Parse(Encoding.UTF8.GetBytes($$"""
        {
          "project": {
            "restore": {
              "projectPath": "/repo/A.Tests/A.Tests.csproj",
              "frameworks": { "net10.0": { "projectReferences": { "/repo/A/A.csproj": {} } } }
            },
            "frameworks": { "net10.0": { "dependencies": { "Microsoft.NET.Test.Sdk": {}, "xunit": {} } } }
          },
          "logs": [{{logs}}]
        }
        """));
}

using System.Text.RegularExpressions;

namespace Platica.Functions.Tests.Settings;

/// <summary>The workflow that deploys. A variable that it does not hand on is empty there, so that a deployment from it would undo the setting.</summary>
public sealed partial class DeployWorkflowTests
{
    [Fact]
    public void Every_variable_of_the_parameters_is_handed_on()
    {
        var parameters = Names("infra/main.parameters.json");

        Assert.NotEmpty(parameters);
        Assert.Empty(parameters.Except(Names(".github/workflows/deploy.yml")));
    }

    private static HashSet<string> Names(string file) =>
        [.. Name().Matches(File.ReadAllText(Path.Combine(Repository(), file))).Select(match => match.Value)];

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Platica.Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("PLATICA_[A-Z_]+")]
    private static partial Regex Name();
}

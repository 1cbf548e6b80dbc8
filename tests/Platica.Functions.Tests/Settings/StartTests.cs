using System.Diagnostics;
using Platica.Functions.Triggers;

namespace Platica.Functions.Tests.Settings;

/// <summary>The app as the host starts it, with settings that make no sense.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Receiver__MaxBodyBytes", "much", "Receiver:MaxBodyBytes")]
    [InlineData("Platica__AllowUnsigned", "perhaps", "Platica:AllowUnsigned")]
    [InlineData("TablesConnection", "", "TablesConnection")]
    public async Task A_setting_that_makes_no_sense_ends_the_start_with_one_sentence_that_names_it(string name, string value, string named)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ReceiveWebhookFunction).Assembly.Location]) { RedirectStandardError = true };
        start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }
}

using System.Diagnostics;
using Platica.Functions.Triggers;

namespace Platica.Functions.Tests.Settings;

/// <summary>The app as the host starts it, with settings that make no sense.</summary>
public sealed class StartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("Receiver__MaxBodyBytes", "much", "Receiver:MaxBodyBytes")]
    [InlineData("Platica__AllowUnsigned", "perhaps", "Platica:AllowUnsigned")]
    [InlineData("TablesConnection", "", "TablesConnection")]
    public async Task A_setting_that_makes_no_sense_ends_the_start_with_one_sentence_that_names_it(string name, string value, string named)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ReceiveWebhookFunction).Assembly.Location]) { RedirectStandardError = true };
        start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = await ErrorsOfAsync(process);

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    /// <summary>What it wrote until it ended. One that starts all the same would run for ever, and is killed.</summary>
    private static async Task<string> ErrorsOfAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return errors;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The app was still running after {Patience}.");
        }
    }
}

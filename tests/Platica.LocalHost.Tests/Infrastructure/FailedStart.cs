namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>How a LocalHost that could not start took its leave.</summary>
internal sealed record FailedStart(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    /// <summary>The one line that tells the user why; that it is the only one also shows that there is no stack trace.</summary>
    public string Message
    {
        get
        {
            Assert.Empty(Output);
            return Assert.Single(Errors);
        }
    }
}

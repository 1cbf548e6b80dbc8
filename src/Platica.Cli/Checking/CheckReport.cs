namespace Platica.Cli.Checking;

/// <summary>Prints what a check finds while it runs, for people or as JSON Lines.</summary>
internal sealed class CheckReport(TextWriter output, bool json)
{
    private readonly List<FindingResult> _results = [];
    private string? _lastAdvice;

    /// <summary>Says what is checked.</summary>
    public void Begin(ReceiverAddress address)
    {
        if (!json)
        {
            output.WriteLine(address.Webhook.Address.GetLeftPart(UriPartial.Path));
        }
    }

    /// <summary>Prints one step. What several steps in a row advise is said once.</summary>
    public void Add(Finding finding)
    {
        _results.Add(finding.Result);
        if (json)
        {
            output.WriteLine(FindingLine.ToJson(finding));
            return;
        }

        FindingLine.Write(output, finding.Advice == _lastAdvice ? finding with { Advice = null } : finding);
        _lastAdvice = finding.Advice;
        if (finding.Times is not null)
        {
            output.WriteLine("  From here, on a new connection each: the network counts. The time of your own handlers comes on top.");
        }
    }

    /// <summary>Sums up.</summary>
    /// <returns>Whether nothing failed.</returns>
    public bool End()
    {
        var failed = _results.Count(result => result == FindingResult.Failed);
        if (!json)
        {
            output.WriteLine((failed, _results.Contains(FindingResult.NotChecked)) switch
            {
                (0, false) => "All is well.",
                (0, true) => "What was checked is well.",
                _ => $"{failed} of {_results.Count} failed.",
            });
        }

        return failed == 0;
    }
}

using System.Xml.Linq;

namespace Platica.TestCommand;

/// <summary>What the tests of one project came to.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests with any outcome but passed and skipped.</param>
/// <param name="Skipped">Tests that did not run.</param>
internal sealed record TestReport(int Passed, int Failed, IReadOnlyList<SkippedTest> Skipped)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>No test at all.</summary>
    public static TestReport Empty { get; } = new(0, 0, []);

    /// <summary>Whether any test ran; a skipped one did not.</summary>
    public bool RanAny => Passed + Failed > 0;

    public static TestReport operator +(TestReport left, TestReport right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, [.. left.Skipped, .. right.Skipped]);

    /// <summary>Reads a <c>.trx</c> file; a test host that died early may have written none.</summary>
    public static TestReport Read(string file) => File.Exists(file) ? Parse(XDocument.Load(file)) : Empty;

    /// <summary>Counts single results: the counters in the file miss skipped tests.</summary>
    public static TestReport Parse(XDocument trx)
    {
        var results = trx.Descendants(Trx + "UnitTestResult").ToLookup(result => (string?)result.Attribute("outcome"));
        var passed = results["Passed"].Count();
        SkippedTest[] skipped = [.. results["NotExecuted"].Select(Skip)];
        return new TestReport(passed, results.Sum(outcome => outcome.Count()) - passed - skipped.Length, skipped);
    }

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped.Count} skipped";

    private static SkippedTest Skip(XElement result) => new(
        (string?)result.Attribute("testName") ?? "a test without a name",
        result.Descendants(Trx + "Message").FirstOrDefault()?.Value ?? "no reason given");
}

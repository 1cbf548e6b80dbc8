using System.Xml.Linq;

namespace Platica.TestCommand.Tests;

public sealed class TestReportTests
{
    [Fact]
    public void Parse_counts_every_result_and_takes_an_unknown_outcome_for_a_failure()
    {
        var report = Parse("""
            <UnitTestResult testName="A" outcome="Passed" />
            <UnitTestResult testName="B" outcome="Passed" />
            <UnitTestResult testName="C" outcome="Failed" />
            <UnitTestResult testName="D" outcome="Timeout" />
            <UnitTestResult testName="E" />
            <UnitTestResult testName="F" outcome="NotExecuted" />
            """);

        Assert.Equal("2 passed, 3 failed, 1 skipped", report.ToString());
    }

    [Fact]
    public void Parse_keeps_the_reason_of_a_skipped_test()
    {
        var report = Parse("""
            <UnitTestResult testName="A.Waits" outcome="NotExecuted">
              <Output><ErrorInfo><Message>needs a broker</Message></ErrorInfo></Output>
            </UnitTestResult>
            """);

        Assert.Equal([new SkippedTest("A.Waits", "needs a broker")], report.Skipped);
    }

    [Theory]
    [InlineData("""<UnitTestResult testName="A" outcome="Passed" />""", true)]
    [InlineData("""<UnitTestResult testName="A" outcome="Failed" />""", true)]
    [InlineData("""<UnitTestResult testName="A" outcome="NotExecuted" />""", false)]
    [InlineData("", false)]
    public void RanAny_needs_a_test_that_ran(string results, bool expected) => Assert.Equal(expected, Parse(results).RanAny);

    [Fact]
    public void Reports_add_up()
    {
        var sum = new TestReport(1, 2, [new("A", "a")]) + new TestReport(10, 20, [new("B", "b")]);

        Assert.Equal("11 passed, 22 failed, 2 skipped", sum.ToString());
    }

    [Fact]
    public void Read_is_empty_when_the_test_host_wrote_no_file() =>
        Assert.Same(TestReport.Empty, TestReport.Read(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    private static TestReport Parse(string results) => TestReport.Parse(XDocument.Parse($"""
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>{results}</Results></TestRun>
        """));
}

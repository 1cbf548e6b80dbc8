using Platica.Cli.Checking;

namespace Platica.Cli.Tests.Checking;

public sealed class AnswerTimesTests
{
    [Theory]
    [InlineData(new[] { 5.0 }, 5, 5, 5)]
    [InlineData(new[] { 9.0, 1, 5 }, 5, 9, 9)]
    [InlineData(new[] { 4.0, 3, 2, 1 }, 2, 4, 4)]
    public void Percentiles_are_times_that_were_measured(double[] others, double median, double percentile95, double max)
    {
        var times = new AnswerTimes(TimeSpan.FromMilliseconds(1000), others.Select(TimeSpan.FromMilliseconds));

        Assert.Equal((median, percentile95, max), (times.Median, times.Percentile95, times.Max));
        Assert.Equal((1000, others.Length + 1, 1), (times.First, times.Count, times.Late));
    }
}

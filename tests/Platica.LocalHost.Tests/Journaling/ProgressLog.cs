using Platica.LocalHost.Journaling;

namespace Platica.LocalHost.Tests.Journaling;

/// <summary>Keeps what a replay reports.</summary>
internal sealed class ProgressLog : IProgress<ReplayProgress>
{
    public List<ReplayProgress> Reports { get; } = [];

    public void Report(ReplayProgress value) => Reports.Add(value);
}

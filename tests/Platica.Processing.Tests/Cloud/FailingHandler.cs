namespace Platica.Processing.Tests.Cloud;

/// <summary>Everything works but the handler of one event.</summary>
internal sealed class FailingHandler(string eventId) : IMishaps
{
    public bool IsCalm => true;

    public Mishap Next(ServiceCall call) =>
        call.Service == CloudService.Handlers && call.What.EndsWith($" {eventId}", StringComparison.Ordinal) ? Mishap.Refused : Mishap.None;

    public bool IsOut(CloudService service, DateTimeOffset now) => false;

    public bool LosesSettlement() => false;
}

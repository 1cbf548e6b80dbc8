using Platica.Processing.Deliveries;

namespace Platica.Processing.Tests.Cloud;

/// <summary>How messages are taken off the broker and settled.</summary>
internal sealed partial class CloudRun
{
    private const int LargestBatch = 5;
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(5);

    private void TakeBatch(CloudInstance instance)
    {
        var batch = Cloud.Broker.Receive(_random.Next(1, LargestBatch + 1), _random);
        Lease[] leases = [.. batch.Select(message => new Lease(message, Cloud.Clock.GetUtcNow() + Lock, () => Cloud.Broker.LoseLock(message)))];
        Tally.Count("messages handed out again", batch.Count(message => message.DeliveryCount > 1));
        Task<IReadOnlyList<Settlement>>? settlements = null;
        Begin(
            new(instance, WorkKind.ProcessEvents, leases)
            {
                Finish = () =>
                {
                    foreach (var (lease, settlement) in leases.Zip(settlements!.Result))
                    {
                        Settle(lease, settlement.Kind.ToString(), () => Cloud.Broker.Settle(lease.Message, settlement));
                    }
                },
            },
            () => settlements = instance.ProcessAsync(batch));
    }

    private void TakeDeadLetter(CloudInstance instance)
    {
        var letter = _deadLetters.Take();
        var lease = new Lease(letter.Message, Cloud.Clock.GetUtcNow() + Lock, () => _deadLetters.GiveBack(letter));
        Task<bool>? isRecorded = null;
        Begin(
            new(instance, WorkKind.RecordDeadLetters, lease)
            {
                Finish = () => Settle(lease, $"recorded: {isRecorded!.Result}", () =>
                {
                    if (!isRecorded.Result)
                    {
                        _deadLetters.GiveBack(letter);
                    }
                }),
            },
            () => isRecorded = instance.RecordAsync(letter.Message, letter.Reason, letter.Description));
    }

    private void Settle(Lease lease, string how, Action settle)
    {
        if (_mishaps.LosesSettlement())
        {
            Tally.Count("settlements lost");
            lease.Lose();
        }
        else if (lease.End())
        {
            _log.Add($"  {lease.Message.Message.MessageId} settled: {how}");
            settle();
        }
        else
        {
            Tally.Count("settlements too late");
        }
    }

    private void LoseLocks(CloudInstance instance) =>
        _works.Where(work => work.Instance == instance).SelectMany(work => work.Leases).ToList().ForEach(lease => lease.Lose());
}

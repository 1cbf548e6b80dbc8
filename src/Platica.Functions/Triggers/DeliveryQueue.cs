namespace Platica.Functions.Triggers;

/// <summary>The settings that lead to the queue; the host puts in the value of what stands between percent signs.</summary>
internal static class DeliveryQueue
{
    /// <summary>The setting of the namespace.</summary>
    public const string Connection = "ServiceBusConnection";

    /// <summary>The setting of the queue's name.</summary>
    public const string NameSetting = "ServiceBus:QueueName";

    /// <summary>The queue.</summary>
    public const string Name = $"%{NameSetting}%";

    /// <summary>Its dead letters.</summary>
    public const string DeadLetters = $"{Name}/$DeadLetterQueue";
}

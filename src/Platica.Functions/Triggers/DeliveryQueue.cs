namespace Platica.Functions.Triggers;

/// <summary>The settings that lead to the queue; the host puts in the value of what stands between percent signs.</summary>
internal static class DeliveryQueue
{
    /// <summary>The setting of the namespace.</summary>
    public const string Connection = "ServiceBusConnection";

    // In no section: the scale controller, which wakes the app, looks an app setting up by exactly this name, and one of a section is called
    // ServiceBus__QueueName there and ServiceBus:QueueName here (https://github.com/Azure/azure-functions-host/issues/8261).
    /// <summary>The setting of the queue's name.</summary>
    public const string NameSetting = "ServiceBusQueueName";

    /// <summary>The queue.</summary>
    public const string Name = $"%{NameSetting}%";

    /// <summary>Its dead letters.</summary>
    public const string DeadLetters = $"{Name}/$DeadLetterQueue";
}

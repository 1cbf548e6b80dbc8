using FsCheck;
using Platica.Webhooks;

namespace Platica.Testing.Generating;

/// <summary>What a provider may send, right and wrong: bodies that meet in few ids, few times and few values, so that order could matter.</summary>
public interface IDeliveryGenerator
{
    /// <summary>The provider, with a secret.</summary>
    IWebhookProvider Provider { get; }

    /// <summary>The event names that it documents.</summary>
    IReadOnlyCollection<string> EventNames { get; }

    /// <summary>An event name that it does not document, and that bodies tell now and then.</summary>
    string UnknownEventName { get; }

    /// <summary>Members whose values show what meets what, for whoever reads a failure.</summary>
    IReadOnlySet<string> TellingMembers { get; }

    /// <summary>The raw body of one call.</summary>
    /// <param name="number">Tells this call from the others.</param>
    Gen<string> Body(int number);

    /// <summary>What the head of the call told, decided by the body's hash.</summary>
    IReadOnlyDictionary<string, string> AttributesOf(byte[] hash);

    /// <summary>How it was answered, were it a Flow exchange, decided by the body's hash.</summary>
    FlowReply? ReplyOf(byte[] hash);
}

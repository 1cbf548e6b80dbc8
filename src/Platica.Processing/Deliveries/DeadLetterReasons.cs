namespace Platica.Processing.Deliveries;

/// <summary>Why a delivery was put aside.</summary>
public static class DeadLetterReasons
{
    /// <summary>Signed, but not a JSON object, or without an event name.</summary>
    public const string MalformedEnvelope = "malformed-envelope";

    /// <summary>The envelope was read, but what it carries could not be translated: a fault of this product.</summary>
    public const string Undecodable = "undecodable";

    /// <summary>The provider it came from is not known to this version.</summary>
    public const string UnknownProvider = "unknown-provider";

    /// <summary>The store will never take a row that it makes: too large.</summary>
    public const string RefusedByStore = "refused-by-store";

    /// <summary>Everything is stored, but an event handler of the business failed at every try.</summary>
    public const string HandlerFailed = "handler-failed";

    /// <summary>The message did not come from this receiver: nothing tells its provider, or when it arrived.</summary>
    public const string NotADelivery = "not-a-delivery";

    /// <summary>The body that the message refers to is gone.</summary>
    public const string BodyMissing = "body-missing";

    /// <summary>It was handed out as often as the queue allows, and never settled.</summary>
    public const string MaxDelivery = "max-delivery";

    /// <summary>It waited in the queue for longer than the queue keeps messages.</summary>
    public const string Expired = "expired";

    /// <summary>Somebody put it aside without saying why.</summary>
    public const string Unspecified = "unspecified";
}

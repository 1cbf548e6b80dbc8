namespace Platica.Processing.Receiving;

/// <summary>Why a call was refused, in one word for counters and alerts. All are counted but <see cref="Method"/>.</summary>
public static class RefusalReasons
{
    /// <summary>No provider of the route's name is known here: a mistyped URL, or somebody who tries many.</summary>
    public const string UnknownProvider = "unknown-provider";

    /// <summary>Another method than the provider's: no delivery, only somebody who looks at a URL.</summary>
    public const string Method = "method";

    /// <summary>No Content-Length: the body came chunked.</summary>
    public const string NoLength = "no-length";

    /// <summary>The body is larger than <see cref="ReceiverOptions.MaxBodyBytes"/>.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The body ended before its Content-Length.</summary>
    public const string BodyIncomplete = "body-incomplete";

    /// <summary>The body did not arrive within <see cref="ReceiverOptions.BodyTimeout"/>.</summary>
    public const string BodyTooSlow = "body-too-slow";

    /// <summary>No signature.</summary>
    public const string SignatureMissing = "signature-missing";

    /// <summary>Something else in the signature's place.</summary>
    public const string SignatureMalformed = "signature-malformed";

    /// <summary>The signature belongs to another body or another secret.</summary>
    public const string SignatureMismatch = "signature-mismatch";
}

namespace Platica.Webhooks.Signatures;

/// <summary>What became of a signature check.</summary>
public enum SignatureResult
{
    /// <summary>The body was signed with one of the valid secrets.</summary>
    Valid,

    /// <summary>No secret is set and unsigned deliveries are allowed on purpose.</summary>
    UnsignedAllowed,

    /// <summary>The request carries no signature.</summary>
    Missing,

    /// <summary>The signature header is not of the provider's form.</summary>
    Malformed,

    /// <summary>The signature is well formed and belongs to another body or another secret.</summary>
    Mismatch,

    /// <summary>No secret is set here, so nothing can be checked.</summary>
    NoSecret,
}

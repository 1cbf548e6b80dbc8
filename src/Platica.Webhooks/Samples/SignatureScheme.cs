using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Samples;

/// <summary>How a provider signs: the hex HMAC-SHA256 of the body in a header.</summary>
/// <param name="Header">The header's name.</param>
/// <param name="Prefix">What its value begins with; empty for nothing.</param>
public sealed record SignatureScheme(string Header, string Prefix)
{
    /// <summary>What a value looks like, in words.</summary>
    public string Form => Prefix.Length > 0 ? $"{Prefix} and 64 hex digits" : "64 hex digits";

    /// <summary>The header's value for a body.</summary>
    public string Sign(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret) => WebhookSignature.Sign(body, secret, Prefix);

    /// <summary>Checks a value.</summary>
    public SignatureResult Verify(string? value, ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret) =>
        WebhookSignature.Verify(value, body, secret, Prefix);
}

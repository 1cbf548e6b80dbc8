using System.Buffers;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// What the business configures for Whapi.Cloud, which signs nothing: a header that it sends with every call, a secret segment in the webhook's URL, or
/// both, and then both are needed.
/// </summary>
/// <param name="Header">The header's valid values (<c>Whapi:Secret</c>, <c>Whapi:PreviousSecret</c>).</param>
/// <param name="Path">The valid segments, the first behind the provider's name (<c>Whapi:PathSecret</c>, <c>Whapi:PreviousPathSecret</c>).</param>
/// <param name="HeaderName">The header's name (<c>Whapi:SecretHeader</c>).</param>
public sealed record WhapiSettings(SharedSecrets Header, SharedSecrets Path, string HeaderName = WhapiSettings.DefaultHeader)
{
    /// <summary>The header's name where none is set.</summary>
    public const string DefaultHeader = "X-Webhook-Secret";

    private static readonly SearchValues<char> HeaderCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> SegmentCharacters =
        SearchValues.Create("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether a text can be a header's name (RFC 9110, token).</summary>
    public static bool IsHeaderName(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(HeaderCharacters);

    /// <summary>
    /// Whether a text is the same in every spelling of a URL (RFC 3986, unreserved characters), so that it cannot be refused because somebody on the way
    /// escaped it otherwise.
    /// </summary>
    public static bool IsPathSegment(string text) => text is not ("" or "." or "..") && !text.AsSpan().ContainsAnyExcept(SegmentCharacters);
}

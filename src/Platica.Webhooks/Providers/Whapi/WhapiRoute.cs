using System.Buffers;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// What a call's URL and method tell of its event: <c>&lt;type&gt;/&lt;method&gt;</c> in Whapi.Cloud's mode <c>path</c>, <c>&lt;type&gt;</c> and the
/// HTTP method in its mode <c>method</c>, nothing in its mode <c>body</c>.
/// </summary>
internal static class WhapiRoute
{
    /// <summary>The attribute that holds the event's type as the URL tells it.</summary>
    public const string TypeAttribute = "type";

    /// <summary>The attribute that holds the event's method as the URL tells it, else the HTTP method.</summary>
    public const string MethodAttribute = "method";

    private const int LongestType = 32;

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    /// <summary>Reads it.</summary>
    /// <param name="verb">The HTTP method.</param>
    /// <param name="path">The segments behind the provider's name, without a secret.</param>
    public static Dictionary<string, string> Read(string verb, ReadOnlySpan<string> path)
    {
        var (type, method) = path switch
        {
            [.., var named, var told] when WhapiEvents.IsMethod(told) => (named, told),
            [.., var named] => (named, verb),
            _ => (null, verb),
        };
        var kept = new Dictionary<string, string>(2, StringComparer.Ordinal);
        if (type is not null && IsType(type))
        {
            kept[TypeAttribute] = type.ToLowerInvariant();
        }

        // A POST without more is the mode that tells everything in the body.
        if (kept.Count > 0 || verb != RequestHead.Post)
        {
            kept[MethodAttribute] = method.ToLowerInvariant();
        }

        return kept;
    }

    /// <summary>A new type is kept as well. Anything else may be a secret that the URL still carries from before.</summary>
    private static bool IsType(string text) => text.Length is > 1 and <= LongestType && !text.AsSpan().ContainsAnyExcept(TypeCharacters);
}

namespace Platica.Webhooks;

/// <summary>What a webhook call tells before its body: what a provider routes and authenticates by. None of it is covered by a signature.</summary>
/// <remarks>A class, not a record: its text must never show a secret, which some providers send in the path or in a header.</remarks>
/// <param name="method">The HTTP method, upper case.</param>
/// <param name="path">What follows the provider's name in the URL, percent-decoded and without slashes at its ends; empty for nothing.</param>
/// <param name="headers">Looks a header up.</param>
public sealed class RequestHead(string method, string path, HeaderLookup headers)
{
    /// <summary>The method of all webhooks but a few.</summary>
    public const string Post = "POST";

    /// <summary>The HTTP method, upper case.</summary>
    public string Method { get; } = method;

    /// <summary>What follows the provider's name in the URL, percent-decoded and without slashes at its ends; empty for nothing.</summary>
    public string Path { get; } = path;

    /// <summary>A header's value; null when absent.</summary>
    public string? Header(string name) => headers(name);
}

/// <summary>A request header's value by its case-insensitive name; null when absent. Repeated headers come joined by a comma.</summary>
public delegate string? HeaderLookup(string name);

using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;

namespace Platica.Functions.Http;

/// <summary>Reads a request's headers as they came: names in any letter case, repeated ones joined by a comma.</summary>
internal static class HttpRequestHeaders
{
    /// <summary>A header's value; null when it is absent.</summary>
    public static string? Find(this HttpHeadersCollection headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>The Content-Length in bytes; null when there is none, as of a chunked body, or no usable one.</summary>
    public static long? ContentLength(this HttpHeadersCollection headers) =>
        long.TryParse(headers.Find("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}

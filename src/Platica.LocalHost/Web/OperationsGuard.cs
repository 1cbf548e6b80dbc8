using System.Security.Cryptography;
using System.Text;
using Platica.LocalHost.Data;
using Platica.Processing.Reading;

namespace Platica.LocalHost.Web;

/// <summary>
/// Tells whether whoever wants an operation may have it: the key in the data folder, in a header. A web page in a browser of this machine
/// cannot send that header: the browser would ask first, and gets no leave.
/// </summary>
internal sealed class OperationsGuard
{
    private const string KeyHeader = "x-functions-key";

    private readonly string _file;
    private readonly byte[] _hash;

    /// <summary>Reads the key, or makes it.</summary>
    /// <exception cref="StartupException">The file cannot be read or written.</exception>
    public OperationsGuard(DataFolder data)
    {
        _file = data.OperationsKeyFile;
        _hash = HashOf(KeyFile.ReadOrCreate(_file, "operations key").Key);
    }

    /// <summary>What to answer instead, or null when it may go on.</summary>
    public ReadAnswer? Refusal(HttpRequest request)
    {
        if (IsForeign(request))
        {
            return ReadAnswer.Problem(403, "Not for web pages", "Operations are not for other sites' web pages. Use platica, or a program of your own, without the header Origin.");
        }

        return request.Headers.TryGetValue(KeyHeader, out var key) && CryptographicOperations.FixedTimeEquals(HashOf(key.ToString()), _hash)
            ? null
            : ReadAnswer.Problem(401, "Key missing or wrong", $"Send the operations key in the header {KeyHeader}. It is in the file {_file}; platica finds it there by itself.");
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.Count > 0 && request.Headers.Origin.ToString() != $"{request.Scheme}://{request.Host}";

    /// <summary>Of one length, so that comparing tells nothing of it.</summary>
    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

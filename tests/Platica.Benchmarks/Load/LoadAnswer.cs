using System.Text;

namespace Platica.Benchmarks.Load;

/// <summary>An answer, as long as its connection is not used again.</summary>
internal readonly ref struct LoadAnswer(int statusCode, ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <summary>The status code.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>Whether a text of ASCII occurs in the body.</summary>
    public bool Holds(string text)
    {
        Span<byte> bytes = stackalloc byte[text.Length];
        Encoding.ASCII.GetBytes(text, bytes);
        return _body.IndexOf(bytes) >= 0;
    }
}

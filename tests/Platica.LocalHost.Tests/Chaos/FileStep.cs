namespace Platica.LocalHost.Tests.Chaos;

/// <summary>One thing that was done to a file: a write, a cut when there are no bytes, or a flush.</summary>
/// <param name="Offset">Where.</param>
/// <param name="Bytes">What was written; null for a cut and a flush.</param>
/// <param name="IsFlush">Whether it brought to the device what was done before.</param>
/// <param name="Promised">What had been promised to somebody before it began.</param>
internal sealed record FileStep(long Offset, byte[]? Bytes, bool IsFlush, Promises Promised)
{
    /// <summary>How many of its bytes may be there when it is cut short; 0 for none of them.</summary>
    public IEnumerable<int> Cuts => Bytes is { Length: var length } ? new[] { 0, 1, length / 3, length - 1, length }.Distinct() : [0];

    /// <summary>Does it to some content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="from">The first of its bytes that is there; zeros are before it.</param>
    /// <param name="to">Behind the last of its bytes that is there.</param>
    public void Do(MemoryStream content, int from, int to)
    {
        if (Bytes is null)
        {
            content.SetLength(IsFlush ? content.Length : Offset);
            return;
        }

        content.Position = Offset;
        content.Write(new byte[from]);
        content.Write(Bytes.AsSpan(from..to));
    }

    /// <summary>Does all of it.</summary>
    public void Do(MemoryStream content) => Do(content, 0, Bytes?.Length ?? 0);
}

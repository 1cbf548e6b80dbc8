using System.Text;

namespace Platica.LocalHost.Journaling;

/// <summary>Keeps the few texts that nearly every record repeats (provider, attribute names, outcomes), so that a replay makes each once.</summary>
internal sealed class RecurringTexts
{
    private const int Capacity = 32;

    private readonly List<(byte[] Utf8, string Text)> _known = [];

    /// <summary>The text of these UTF-8 bytes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        foreach (var (bytes, known) in _known)
        {
            if (utf8.SequenceEqual(bytes))
            {
                return known;
            }
        }

        var text = Encoding.UTF8.GetString(utf8);
        if (_known.Count < Capacity)
        {
            _known.Add((utf8.ToArray(), text));
        }

        return text;
    }
}

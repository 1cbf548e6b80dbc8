using System.Text.Json;

namespace Platica.Processing.Tests.Erasure;

/// <summary>What all pages of an operation told.</summary>
internal sealed class OperationResult
{
    public Dictionary<string, long> Counts { get; } = [];

    public List<JsonElement> Items { get; } = [];

    /// <summary>The problem that it ended with, or null.</summary>
    public string? Problem { get; private set; }

    public int Pages { get; private set; }

    /// <summary>Where to go on; null when all is done.</summary>
    public string? Continuation { get; private set; }

    /// <summary>How long the slowest page took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>A count, 0 when it was not told.</summary>
    public long this[string name] => Counts.GetValueOrDefault(name);

    /// <summary>Adds a page.</summary>
    public void Add(int status, JsonElement page, TimeSpan took = default)
    {
        Pages++;
        Continuation = null;
        Longest = took > Longest ? took : Longest;
        if (status != 200)
        {
            Problem = $"{status} {page.GetProperty("title").GetString()}";
            return;
        }

        foreach (var count in page.GetProperty("counts").EnumerateObject())
        {
            Counts[count.Name] = this[count.Name] + count.Value.GetInt64();
        }

        if (page.TryGetProperty("items", out var items))
        {
            Items.AddRange(items.EnumerateArray());
        }

        Continuation = page.GetProperty("continuation").GetString();
    }
}

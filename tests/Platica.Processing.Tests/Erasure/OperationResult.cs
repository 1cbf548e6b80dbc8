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

    /// <summary>A count, 0 when it was not told.</summary>
    public long this[string name] => Counts.GetValueOrDefault(name);

    /// <summary>Adds a page; where to go on, or null.</summary>
    public string? Add(int status, JsonElement page)
    {
        Pages++;
        if (status != 200)
        {
            Problem = $"{status} {page.GetProperty("title").GetString()}";
            return null;
        }

        foreach (var count in page.GetProperty("counts").EnumerateObject())
        {
            Counts[count.Name] = this[count.Name] + count.Value.GetInt64();
        }

        if (page.TryGetProperty("items", out var items))
        {
            Items.AddRange(items.EnumerateArray());
        }

        return page.GetProperty("continuation").GetString();
    }
}

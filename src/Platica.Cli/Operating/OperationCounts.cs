using System.Globalization;
using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Operating;

/// <summary>What an operation counted, over all its pages, in the order in which it told.</summary>
internal sealed class OperationCounts
{
    private readonly Dictionary<string, long> _counts = [];
    private readonly List<string> _names = [];

    /// <summary>A count by its name; 0 for one that was not told.</summary>
    public long this[string name] => _counts.GetValueOrDefault(name);

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds the counts of a page.</summary>
    /// <exception cref="CliException">The answer has none.</exception>
    public void Add(HttpAnswer page)
    {
        if (JsonText.Find(page.Json, "counts") is not { ValueKind: JsonValueKind.Object } counts)
        {
            throw new CliException("The answer has no counts. Is --url the address of this product's operations?");
        }

        foreach (var count in counts.EnumerateObject())
        {
            if (_counts.TryAdd(count.Name, 0))
            {
                _names.Add(count.Name);
            }

            _counts[count.Name] += count.Value.GetInt64();
        }
    }

    /// <summary>Such as <c>12 matched, 12 sent</c>.</summary>
    public override string ToString() =>
        string.Join(", ", _names.Select(name => string.Create(CultureInfo.InvariantCulture, $"{_counts[name]:N0} {name}")));
}

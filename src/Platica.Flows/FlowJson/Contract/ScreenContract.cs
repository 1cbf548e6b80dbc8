using System.Collections.Frozen;
using Platica.Flows.FlowJson.Model;

namespace Platica.Flows.FlowJson.Contract;

/// <summary>What an answer that shows one screen must keep to.</summary>
internal sealed class ScreenContract(FlowScreen screen, FlowRouting routing)
{
    private readonly FrozenSet<string> _next = routing.Next(screen.Id).ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _earlier = routing.Before(screen.Id).ToFrozenSet(StringComparer.Ordinal);

    public string Id => screen.Id;

    /// <summary>The data that it declares.</summary>
    public IReadOnlyList<FlowDataField> Data { get; } = [.. screen.Data];

    /// <summary>Whether the Flow may begin here.</summary>
    public bool IsEntry { get; } = routing.Entries.Contains(screen.Id);

    public bool LeadsTo(ScreenContract other) => _next.Contains(other.Id);

    public bool ComesAfter(ScreenContract other) => _earlier.Contains(other.Id);
}

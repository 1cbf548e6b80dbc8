using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Models;

/// <summary>What one delivery tells about a call.</summary>
public sealed class Call(string id, FieldSet fields) : Snapshot(id, fields)
{
    /// <summary>In the provider's word, such as <c>ringing</c> or <c>missed</c>.</summary>
    public Optional<string> Status => Text(CallFields.Status);

    /// <summary><c>incoming</c> or <c>outgoing</c>.</summary>
    public Optional<string> Direction => Text(CallFields.Direction);

    /// <summary>Whether it is a call among several.</summary>
    public Optional<bool?> IsGroup => Flag(CallFields.IsGroup);

    /// <summary>Whether it is one by video.</summary>
    public Optional<bool?> IsVideo => Flag(CallFields.IsVideo);

    /// <summary>When it began, as far as this delivery knows.</summary>
    public Optional<DateTimeOffset?> CreatedAt => Time(CallFields.CreatedAt);

    /// <summary>Fields without a name here, as raw JSON.</summary>
    public IReadOnlyDictionary<string, string?> Extra => Map(CallFields.Extra);
}

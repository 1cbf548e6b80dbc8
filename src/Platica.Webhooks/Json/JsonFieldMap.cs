using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Json;

/// <summary>
/// Which member of a provider's JSON object is which field. Members without a field, and values of another type, go to Extra as raw JSON.
/// </summary>
/// <param name="extra">Where these go.</param>
/// <param name="members">Each known member's field; null for one that is read elsewhere, such as the entity's key.</param>
internal class JsonFieldMap(Field extra, IReadOnlyDictionary<string, Field?> members)
{
    /// <summary>What is set beside the members: digits, and the ids of others.</summary>
    private const int AddedFields = 4;

    private readonly FrozenDictionary<string, Field?> _members = members.ToFrozenDictionary(StringComparer.Ordinal);
    private readonly KnownNames _names = new([.. members.Keys]);

    /// <summary>The fields that an object tells; none when it is no object.</summary>
    public FieldSet Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new FieldSet();
        }

        var read = new FieldSet(Math.Min(element.GetPropertyCount(), _members.Count) + AddedFields);
        foreach (var member in element.EnumerateObject())
        {
            var name = _names.Find(JsonMarshal.GetRawUtf8PropertyName(member)) ?? JsonValues.NameOf(member);
            Read(read, name, member.Value);
        }

        return read;
    }

    /// <summary>The field of a member; null when it has none.</summary>
    public Field? FieldOf(string name) => _members.GetValueOrDefault(name);

    /// <summary>Clears what a member is kept as.</summary>
    public void Clear(FieldSet read, string name)
    {
        if (!_members.TryGetValue(name, out var field))
        {
            read.Set(extra, name, FieldValue.Null);
        }
        else if (field is { Type: not FieldType.Map })
        {
            read.Set(field, FieldValue.Null);
        }
    }

    /// <summary>Reads a member that has a field.</summary>
    protected virtual void ReadField(FieldSet read, Field field, string name, JsonElement value)
    {
        if (field.Type == FieldType.Map)
        {
            ReadMap(read, field, name, value);
        }
        else if (TryConvert(value, field.Type, out var converted))
        {
            read.Set(field, converted);
        }
        else
        {
            Keep(read, name, value);
        }
    }

    /// <summary>Reads a member that stands elsewhere already; of what is no key, nothing is lost.</summary>
    protected virtual void ReadElsewhere(FieldSet read, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Null && JsonValues.GetNonEmptyText(value) is null)
        {
            Keep(read, name, value);
        }
    }

    /// <summary>The value as one of that type; false when it is of another one.</summary>
    protected virtual bool TryConvert(JsonElement value, FieldType type, out FieldValue converted) => JsonValues.TryConvert(value, type, out converted);

    /// <summary>The value as JSON, and null as what clears.</summary>
    protected virtual FieldValue Raw(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? FieldValue.Null : FieldValue.Json(value.GetRawText());

    /// <summary>Keeps a member for which there is no field.</summary>
    protected void Keep(FieldSet read, string name, JsonElement value) => read.Set(extra, name, Raw(value));

    private void Read(FieldSet read, string name, JsonElement value)
    {
        if (!_members.TryGetValue(name, out var field))
        {
            Keep(read, name, value);
        }
        else if (field is null)
        {
            ReadElsewhere(read, name, value);
        }
        else
        {
            ReadField(read, field, name, value);
        }
    }

    private void ReadMap(FieldSet read, Field field, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    read.Set(field, JsonValues.NameOf(member), Raw(member.Value));
                }

                break;
            default:
                Keep(read, name, value);
                break;
        }
    }
}

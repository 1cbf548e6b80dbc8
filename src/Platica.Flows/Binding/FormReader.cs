using System.Buffers;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Platica.Flows.FlowJson;

namespace Platica.Flows.Binding;

/// <summary>Reads one screen's form. Fields may be named as the record names them or in snake_case, in any letter case.</summary>
internal sealed class FormReader<TForm>
{
    private static FormReader<TForm>? _shared;

    private readonly JsonTypeInfo<TForm> _contract = FormContract.Of<TForm>();
    private readonly FrozenDictionary<string, string> _names;
    private readonly FrozenSet<string> _mayBeEmpty;

    public FormReader()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in _contract.Properties)
        {
            names[property.Name] = property.Name;
        }

        foreach (var property in _contract.Properties)
        {
            if (property.AttributeProvider is MemberInfo member)
            {
                names.TryAdd(member.Name, property.Name);
            }
        }

        _names = names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _mayBeEmpty = _contract.Properties
            .Where(property => Nullable.GetUnderlyingType(property.PropertyType) is not null)
            .Select(property => property.Name)
            .ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>One for all: making it costs reflection.</summary>
    public static FormReader<TForm> Shared => _shared ??= new();

    /// <summary>The form.</summary>
    /// <exception cref="InvalidFormException">The payload does not fit it.</exception>
    public TForm Read(JsonElement payload)
    {
        try
        {
            var form = payload.EnumerateObject().Any(field => IsNamedOtherwise(field) || IsLeftEmpty(field))
                ? JsonSerializer.Deserialize(Rewrite(payload), _contract)
                : payload.Deserialize(_contract);
            return form ?? throw new InvalidFormException("$");
        }
        catch (JsonException exception)
        {
            throw new InvalidFormException(exception.Path is null or "$" ? FirstMissing(payload) ?? "$" : PlainName.OfPath(exception.Path));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a name or a text: valid JSON that is no text.
            throw new InvalidFormException("$");
        }
    }

    /// <summary>What the form must have and none of these fields fills.</summary>
    public IEnumerable<string> MissingAmong(IEnumerable<string> fields)
    {
        var present = fields.Select(field => _names.GetValueOrDefault(field, field)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return _contract.Properties.Where(property => property.IsRequired && !present.Contains(property.Name)).Select(property => property.Name);
    }

    private bool IsNamedOtherwise(JsonProperty field) =>
        _names.TryGetValue(field.Name, out var name) && !name.Equals(field.Name, StringComparison.OrdinalIgnoreCase);

    // A field that nobody filled in comes as an empty text, also that of a number or a date.
    private bool IsLeftEmpty(JsonProperty field) =>
        field.Value.ValueKind == JsonValueKind.String && field.Value.ValueEquals(""u8)
        && _names.TryGetValue(field.Name, out var name) && _mayBeEmpty.Contains(name);

    private ReadOnlySpan<byte> Rewrite(JsonElement payload)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        foreach (var field in payload.EnumerateObject())
        {
            writer.WritePropertyName(_names.GetValueOrDefault(field.Name, field.Name));
            if (IsLeftEmpty(field))
            {
                writer.WriteNullValue();
            }
            else
            {
                field.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenSpan;
    }

    private string? FirstMissing(JsonElement payload) =>
        MissingAmong(payload.EnumerateObject().Select(field => field.Name)).FirstOrDefault() is { } missing ? $"$.{missing}" : null;
}

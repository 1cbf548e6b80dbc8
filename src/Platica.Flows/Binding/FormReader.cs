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
    }

    /// <summary>One for all: making it costs reflection.</summary>
    public static FormReader<TForm> Shared => _shared ??= new();

    /// <summary>The form.</summary>
    /// <exception cref="InvalidFormException">The payload does not fit it.</exception>
    public TForm Read(JsonElement payload)
    {
        try
        {
            var form = payload.EnumerateObject().Any(IsNamedOtherwise)
                ? JsonSerializer.Deserialize(Rename(payload), _contract)
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

    private bool IsNamedOtherwise(JsonProperty field) =>
        _names.TryGetValue(field.Name, out var name) && !name.Equals(field.Name, StringComparison.OrdinalIgnoreCase);

    private ReadOnlySpan<byte> Rename(JsonElement payload)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        foreach (var field in payload.EnumerateObject())
        {
            writer.WritePropertyName(_names.GetValueOrDefault(field.Name, field.Name));
            field.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenSpan;
    }

    private string? FirstMissing(JsonElement payload)
    {
        var present = payload.EnumerateObject()
            .Select(field => _names.GetValueOrDefault(field.Name, field.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return _contract.Properties.FirstOrDefault(property => property.IsRequired && !present.Contains(property.Name)) is { } missing
            ? $"$.{missing.Name}"
            : null;
    }
}

using System.Text.Json;
using Platica.Cli.Commands;

namespace Platica.Cli.Walking;

/// <summary>The answers of a script, by the field's name or by screen and field, <c>SCREEN.field</c>.</summary>
internal sealed class ScriptedInput(TextWriter output) : IWalkInput
{
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool IsScripted => true;

    /// <summary>The answers that nothing asked for.</summary>
    public IEnumerable<string> Unused => _answers.Keys.Except(_used);

    /// <summary>Takes <c>field=value</c>.</summary>
    /// <exception cref="CliException">It is something else.</exception>
    public void Set(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new CliException($"--set takes field=value, such as selected_product=p2, not {pair}.", ExitCodes.Usage);
        }

        _answers[pair[..equals].Trim()] = pair[(equals + 1)..];
    }

    /// <summary>Takes a file: <c>{"field":value,…}</c>, or the fields by screen, <c>{"SCREEN":{"field":value,…},…}</c>.</summary>
    /// <exception cref="CliException">It cannot be read, or is something else.</exception>
    public void Load(string path)
    {
        try
        {
            var root = JsonElement.Parse(FlowFile.Read(path, "the answers").Span);
            foreach (var property in root.EnumerateObject())
            {
                Load(property);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new CliException(
                $"{path} is not a JSON object of answers: {{\"field\":\"value\"}}, or by screen {{\"SCREEN\":{{\"field\":\"value\"}}}}.", ExitCodes.Usage);
        }
    }

    /// <inheritdoc/>
    public async Task<string> AskAsync(string screen, string name, string prompt, CancellationToken cancellationToken)
    {
        var key = _answers.ContainsKey($"{screen}.{name}") ? $"{screen}.{name}" : name;
        _used.Add(key);
        var answer = _answers.GetValueOrDefault(key, "");
        await output.WriteLineAsync(prompt + answer).ConfigureAwait(false);
        return answer;
    }

    private void Load(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Object)
        {
            _answers[property.Name] = FieldReader.Type(property.Value);
            return;
        }

        foreach (var field in property.Value.EnumerateObject())
        {
            _answers[$"{property.Name}.{field.Name}"] = FieldReader.Type(field.Value);
        }
    }
}

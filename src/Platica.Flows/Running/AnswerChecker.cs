using System.Buffers;
using System.Text.Json;
using Platica.Flows.FlowJson;
using Platica.Flows.FlowJson.Contract;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Running;

/// <summary>Writes answers, holds them against the Flow JSON and mends them where that is safe.</summary>
internal static class AnswerChecker
{
    /// <summary>
    /// "Total data channel payload size: 1 Mb", "Image: limits and restrictions" in Meta's components reference. It does not say which
    /// megabyte; this is the larger one, so that nothing is refused that might pass.
    /// </summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The answer as it may be sent.</summary>
    /// <param name="answer">What the handler returned.</param>
    /// <param name="exchange">What it answers.</param>
    /// <param name="document">The Flow JSON; null where nobody named one.</param>
    /// <exception cref="InvalidAnswerException">Platica or Meta would refuse it, whatever the Flow JSON says.</exception>
    public static CheckedAnswer Check(FlowAnswer? answer, FlowExchange exchange, FlowDocument? document)
    {
        var written = FlowAnswerWriter.Write(answer, exchange);
        var result = document is null ? new(written, [], true) : Check(answer!, written, exchange, document);
        return result.Json.Length <= MaxBytes
            ? result
            : throw new InvalidAnswerException($"it has {result.Json.Length} bytes, and WhatsApp takes {MaxBytes}");
    }

    private static CheckedAnswer Check(FlowAnswer answer, ReadOnlyMemory<byte> written, FlowExchange exchange, FlowDocument document)
    {
        var json = JsonElement.Parse(written.Span);
        var screen = json.TryGetProperty("screen"u8, out var name) ? name.GetString() : null;
        var check = document.Check(exchange.Action, exchange.Screen, screen, json.GetProperty("data"u8));
        return new(
            check.Violations.Any(violation => violation.IsMended) ? Mend(answer, exchange, screen, check.MendedData) : written,
            check.Violations,
            check.IsSendable);
    }

    private static ReadOnlyMemory<byte> Mend(FlowAnswer answer, FlowExchange exchange, string? screen, JsonElement data) =>
        answer.Kind == FlowAnswerKind.FieldErrors && !data.TryGetProperty(AnswerKeys.ErrorMessages, out _)
            ? FlowAnswerWriter.Write(AsOneError(answer), exchange)
            : WriteMended(screen, data);

    // The screen has no place beside its fields, and saying nothing at all would leave the person at a loss.
    private static FlowAnswer AsOneError(FlowAnswer answer) =>
        FlowAnswer.Error(string.Join(' ', ((IReadOnlyDictionary<string, string>)answer.Content!).Values));

    private static ReadOnlyMemory<byte> WriteMended(string? screen, JsonElement data)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, FlowAnswerWriter.WriterOptions);
        writer.WriteStartObject();
        if (screen is not null)
        {
            writer.WriteString("screen"u8, screen);
        }

        writer.WritePropertyName("data"u8);
        data.WriteTo(writer);
        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenMemory;
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platica.Flows.FlowJson.Contract;
using Platica.Webhooks.Flows;

namespace Platica.Flows;

/// <summary>Turns answers into the JSON that Platica accepts: <c>data</c> is an object and/or <c>screen</c> is not empty.</summary>
internal static class FlowAnswerWriter
{
    // The answer goes to a phone as application/json, never into a page: "Teléfono" may stay readable, and short.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    private static readonly JsonSerializerOptions Options = new() { Encoder = Encoder };

    /// <summary>How answers are written.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = Encoder };

    private static readonly object Nothing = new();

    /// <summary>The answer's UTF-8.</summary>
    /// <exception cref="InvalidAnswerException">Platica or Meta would refuse it.</exception>
    public static ReadOnlyMemory<byte> Write(FlowAnswer? answer, FlowExchange exchange)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, WriterOptions);
        try
        {
            WriteAnswer(writer, json, answer, exchange);
        }
        catch (Exception exception) when (exception is not InvalidAnswerException)
        {
            // A cycle, an infinite number, a property that throws: all of it the answer's fault.
            throw new InvalidAnswerException($"it cannot be written as JSON ({exception.GetType().Name})");
        }

        return json.WrittenMemory;
    }

    private static void WriteAnswer(Utf8JsonWriter writer, ArrayBufferWriter<byte> json, FlowAnswer? answer, FlowExchange exchange)
    {
        writer.WriteStartObject();
        switch (answer?.Kind)
        {
            case FlowAnswerKind.Data:
                WriteData(writer, json, answer.Content);
                break;
            case FlowAnswerKind.Show:
                WriteScreen(writer, answer.Screen);
                WriteData(writer, json, answer.Content ?? Nothing);
                break;
            case FlowAnswerKind.Error:
                WriteError(writer, exchange, answer.Content as string);
                break;
            case FlowAnswerKind.FieldErrors:
                WriteFieldErrors(writer, exchange, answer.Content as IReadOnlyDictionary<string, string>);
                break;
            case FlowAnswerKind.Complete:
                WriteCompletion(writer, exchange, answer.Content ?? Nothing);
                break;
            default:
                throw new InvalidAnswerException("the handler returned null");
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteScreen(Utf8JsonWriter writer, string? screen)
    {
        if (string.IsNullOrWhiteSpace(screen))
        {
            throw new InvalidAnswerException("the screen to show has no name");
        }

        writer.WriteString("screen", screen);
    }

    private static void WriteData(Utf8JsonWriter writer, ArrayBufferWriter<byte> json, object? data)
    {
        writer.WritePropertyName("data");
        writer.Flush();
        var start = json.WrittenCount;
        JsonSerializer.Serialize(writer, data, Options);
        writer.Flush();
        if (json.WrittenSpan[start] != (byte)'{')
        {
            throw new InvalidAnswerException("its data is not a JSON object");
        }
    }

    private static void WriteError(Utf8JsonWriter writer, FlowExchange exchange, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidAnswerException("its error has no text");
        }

        WriteCurrentScreen(writer, exchange);
        writer.WriteStartObject("data");
        writer.WriteString("error_message", text);
        writer.WriteEndObject();
    }

    private static void WriteFieldErrors(Utf8JsonWriter writer, FlowExchange exchange, IReadOnlyDictionary<string, string>? fields)
    {
        if (fields is null or { Count: 0 } || fields.Any(field => string.IsNullOrWhiteSpace(field.Key) || string.IsNullOrWhiteSpace(field.Value)))
        {
            throw new InvalidAnswerException("its errors lack a field or a text");
        }

        WriteCurrentScreen(writer, exchange);
        writer.WriteStartObject("data");
        writer.WriteStartObject(AnswerKeys.ErrorMessages);
        foreach (var (field, text) in fields)
        {
            writer.WriteString(field, text);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCurrentScreen(Utf8JsonWriter writer, FlowExchange exchange)
    {
        if (!string.IsNullOrEmpty(exchange.Screen))
        {
            writer.WriteString("screen", exchange.Screen);
        }
    }

    private static void WriteCompletion(Utf8JsonWriter writer, FlowExchange exchange, object content)
    {
        var parameters = JsonSerializer.SerializeToElement(content, Options);
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidAnswerException("its parameters are not a JSON object");
        }

        writer.WriteString("screen", "SUCCESS");
        writer.WriteStartObject("data");
        writer.WriteStartObject("extension_message_response");
        writer.WriteStartObject("params");
        if (!string.IsNullOrEmpty(exchange.FlowToken) && !parameters.TryGetProperty("flow_token", out _))
        {
            writer.WriteString("flow_token", exchange.FlowToken);
        }

        foreach (var parameter in parameters.EnumerateObject())
        {
            parameter.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Output;

namespace Platica.Cli.Walking;

/// <summary>A receiver's answer to an exchange, as Platica reads it.</summary>
/// <param name="Screen">The screen to show; null for the one the person is on.</param>
/// <param name="Data">The data; undefined where there is none.</param>
/// <param name="Problem">Why Platica would not take it; null when it would.</param>
internal sealed record WalkAnswer(string? Screen, JsonElement Data, string? Problem)
{
    /// <summary>The key of a message to the person.</summary>
    public const string ErrorKey = "error_message";

    /// <summary>The key of messages to the person by field, to which a Form's <c>error-messages</c> is bound.</summary>
    public const string FieldErrorsKey = "error_messages";

    /// <summary>Whether it says no more than that the exchange was seen.</summary>
    public bool IsAcknowledgement => Screen is null && JsonText.IsTrue(Data, "acknowledged");

    /// <summary>What the person reads; null where it tells none.</summary>
    public string? ErrorMessage => FlowText.Member(Data, ErrorKey) is { ValueKind: JsonValueKind.String } text ? FlowText.Of(text) : null;

    /// <summary>Reads an answer of any status.</summary>
    public static WalkAnswer Read(HttpAnswer answer)
    {
        if (!answer.IsSuccess)
        {
            return Refused($"{(int)answer.Status} {answer.Reason}: {PlainText.Clean(answer.Problem)}");
        }

        var screen = FlowText.Member(answer.Json, "screen");
        var data = FlowText.Member(answer.Json, "data");
        return screen.ValueKind == JsonValueKind.String && FlowText.Of(screen) is { Length: > 0 } id ? new(id, data, null)
            : data.ValueKind == JsonValueKind.Object ? new(null, data, null)
            : Refused("Platica takes no such answer: it needs \"data\", an object, or \"screen\", or both.");
    }

    private static WalkAnswer Refused(string problem) => new(null, default, problem);
}

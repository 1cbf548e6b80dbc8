namespace Platica.Flows.FlowJson;

/// <summary>One way in which an answer does not fit. It names screens, keys and types, never a value.</summary>
/// <param name="Kind">What kind of misfit.</param>
/// <param name="Path">Where in the answer: <c>screen</c>, or such as <c>data.products[2].title</c>.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
public sealed record FlowAnswerViolation(FlowViolationKind Kind, string Path, string Message)
{
    /// <summary>Whether <see cref="FlowAnswerCheck.MendedData"/> is free of it.</summary>
    public bool IsMended => Kind is FlowViolationKind.UndeclaredKey or FlowViolationKind.NullValue;

    /// <summary>Whether WhatsApp would refuse even the mended answer.</summary>
    public bool IsFatal => Kind is FlowViolationKind.UnknownScreen or FlowViolationKind.UnreachableScreen or FlowViolationKind.WrongType;

    /// <summary>Path and message.</summary>
    public override string ToString() => $"{Path}: {Message}";
}

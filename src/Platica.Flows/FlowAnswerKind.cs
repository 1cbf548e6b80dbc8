namespace Platica.Flows;

internal enum FlowAnswerKind
{
    Data,
    Show,
    Error,
    FieldErrors,
    Complete,
}

namespace Platica.Flows.FlowJson;

/// <summary>Something in a Flow JSON file that should be otherwise.</summary>
/// <param name="Severity">Whether the Flow can be used all the same.</param>
/// <param name="Code">A stable name in lower case, such as <c>unknown-screen</c>.</param>
/// <param name="Message">A sentence that says what to do.</param>
/// <param name="Line">Where, counted from 1.</param>
/// <param name="Column">Where in the line, in UTF-16 characters counted from 1.</param>
/// <param name="Path">Where in the document, such as <c>$.screens[0].id</c>.</param>
public sealed record FlowProblem(FlowProblemSeverity Severity, string Code, string Message, int Line, int Column, string Path)
{
    /// <summary>Whether it is an error.</summary>
    public bool IsError => Severity == FlowProblemSeverity.Error;

    /// <summary>As compilers print it: <c>12:7: error unknown-screen: There is no screen "PAGO". …</c></summary>
    public override string ToString() => $"{Line}:{Column}: {(IsError ? "error" : "warning")} {Code}: {Message}";
}

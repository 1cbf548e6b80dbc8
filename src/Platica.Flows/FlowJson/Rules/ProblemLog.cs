using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Rules;

/// <summary>Gathers what the rules find.</summary>
internal sealed class ProblemLog(TextLines lines)
{
    private readonly List<FlowProblem> _problems = [];

    /// <summary>What was found, in the file's order.</summary>
    public IReadOnlyList<FlowProblem> Problems => [.. _problems.OrderBy(problem => (problem.Line, problem.Column))];

    public void Error(string code, FlowNode where, string message) =>
        Add(FlowProblemSeverity.Error, code, where.Offset, where.Path, message);

    public void Error(string code, FlowMember where, string message) =>
        Add(FlowProblemSeverity.Error, code, where.NameOffset, where.Value.Path, message);

    public void Error(string code, int offset, string message) => Add(FlowProblemSeverity.Error, code, offset, "$", message);

    public void Warn(string code, FlowNode where, string message) =>
        Add(FlowProblemSeverity.Warning, code, where.Offset, where.Path, message);

    public void Warn(string code, FlowMember where, string message) =>
        Add(FlowProblemSeverity.Warning, code, where.NameOffset, where.Value.Path, message);

    private void Add(FlowProblemSeverity severity, string code, int offset, string path, string message)
    {
        var (line, column) = lines.Locate(offset);
        _problems.Add(new(severity, code, message, line, column, path));
    }
}

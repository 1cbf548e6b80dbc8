using System.CommandLine;
using System.Globalization;
using Platica.Cli.Output;
using Platica.Flows.FlowJson;

namespace Platica.Cli.Commands;

/// <summary><c>platica flow check</c>: what Meta, or a phone, would refuse; one line per problem, as compilers print them.</summary>
internal static class FlowCheckCommand
{
    public static Command Build(CliHost host)
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Flow JSON files, as WhatsApp Manager exports them.",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "One JSON document per problem and line." };
        var command = new Command("check", "Prints what is wrong with a Flow JSON; exit code 1 if something is an error.") { files, json };
        command.SetAction(async (arguments, _) =>
        {
            var asJson = arguments.GetValue(json);
            var documents = arguments.GetRequiredValue(files).Select(path => (Path: path, Document: FlowFile.Load(path))).ToList();
            foreach (var (path, document) in documents)
            {
                foreach (var problem in document.Problems)
                {
                    await host.Out.WriteLineAsync(asJson ? Json(path, problem) : Line(path, problem)).ConfigureAwait(false);
                }

                if (!asJson && document.Problems.Count == 0)
                {
                    await host.Out.WriteLineAsync($"{PlainText.Clean(path)}: no problems").ConfigureAwait(false);
                }
            }

            return documents.Exists(checkedOne => checkedOne.Document.HasErrors) ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    /// <summary><c>file:line:column: error code: sentence</c>, which editors and CI turn into links.</summary>
    public static string Line(string path, FlowProblem problem) => PlainText.Clean($"{path}:{problem}");

    private static string Json(string path, FlowProblem problem) => JsonLine.Object(
        ("file", JsonLine.Text(path)),
        ("line", problem.Line.ToString(CultureInfo.InvariantCulture)),
        ("column", problem.Column.ToString(CultureInfo.InvariantCulture)),
        ("severity", JsonLine.Text(problem.IsError ? "error" : "warning")),
        ("code", JsonLine.Text(problem.Code)),
        ("message", JsonLine.Text(problem.Message)),
        ("path", JsonLine.Text(problem.Path)));
}

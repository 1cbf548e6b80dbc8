using System.CommandLine;

namespace Platica.Cli.Commands;

/// <summary><c>platica flow types</c>: C# records for what screens send and show.</summary>
internal static class FlowTypesCommand
{
    private const string DefaultNamespace = "Flows";

    public static Command Build(CliHost host)
    {
        var file = FlowFile.Argument();
        var space = new Option<string>("--namespace", "-n")
        {
            Description = "The namespace of the records.",
            HelpName = "name",
            DefaultValueFactory = _ => DefaultNamespace,
        };
        space.Validators.Add(result =>
        {
            if (!FlowNames.IsNamespace(result.GetValueOrDefault<string>()))
            {
                result.AddError("--namespace must be a C# namespace, such as Shop.Flows.");
            }
        });
        var command = new Command("types", "Prints C# records for what each screen sends to the server and shows.") { file, space };
        command.SetAction(async (arguments, _) =>
        {
            var flow = FlowFile.LoadModel(arguments.GetRequiredValue(file));
            await host.Out.WriteAsync(FlowRecords.Write(flow, arguments.GetRequiredValue(space))).ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }
}

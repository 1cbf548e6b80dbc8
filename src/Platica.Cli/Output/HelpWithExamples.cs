using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Platica.Cli.Commands;

namespace Platica.Cli.Output;

/// <summary>The usual help, followed by lines to copy.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help;

    public HelpWithExamples(HelpAction help, int width)
    {
        _help = help;
        _help.MaxWidth = width;
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in Examples.For(parseResult.CommandResult.Command))
        {
            output.WriteLine($"  {example}");
        }

        return exitCode;
    }
}

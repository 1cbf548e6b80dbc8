namespace Platica.Cli.Commands;

/// <summary>One way to narrow a list: an option that is handed on, as it was typed, as the query parameter of the same name.</summary>
/// <param name="Name">The parameter's name; the option's after <c>--</c>.</param>
/// <param name="HelpName">What stands for the value in the help.</param>
/// <param name="Description">For the help.</param>
internal sealed record Filter(string Name, string HelpName, string Description);

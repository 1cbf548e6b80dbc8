using System.CommandLine;

namespace Platica.Cli.Commands;

/// <summary>A list's filters as options of a command.</summary>
internal sealed class FilterOptions(IEnumerable<Filter> filters)
{
    private readonly List<Option<string?>> _options = [.. filters.Select(filter => new Option<string?>($"--{filter.Name}")
    {
        Description = filter.Description,
        HelpName = filter.HelpName,
    })];

    public void AddTo(Command command) => _options.ForEach(command.Add);

    /// <summary>The options as given.</summary>
    public IEnumerable<(string Option, string? Value)> Given(ParseResult arguments) =>
        _options.Select(option => (option.Name, arguments.GetValue(option)));

    /// <summary>The query parameters that they are.</summary>
    public IEnumerable<(string Name, string? Value)> Query(ParseResult arguments) =>
        Given(arguments).Select(given => (given.Option.TrimStart('-'), given.Value));
}

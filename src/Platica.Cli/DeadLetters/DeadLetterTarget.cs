using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.Cli.Commands;

namespace Platica.Cli.DeadLetters;

/// <summary>Which dead letters are meant: ids, or the filters of the list.</summary>
internal sealed class DeadLetterTarget
{
    private readonly Argument<string[]> _ids = new("id")
    {
        Description = "Ids, as dead-letters list prints them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly FilterOptions _filters = new(
        [Filters.Reason, Filters.Event, Filters.Provider, Filters.Since, Filters.Before, Filters.OlderThan, Filters.State]);

    public void AddTo(Command command)
    {
        command.Add(_ids);
        _filters.AddTo(command);
    }

    /// <summary>The operation's parameters.</summary>
    public JsonObject Parameters(ParseResult arguments)
    {
        var parameters = new JsonObject();
        foreach (var (name, value) in _filters.Query(arguments).Where(filter => filter.Value is not null))
        {
            parameters[NameOf(name)] = value;
        }

        if (Ids(arguments) is { Length: > 0 } ids)
        {
            parameters["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
        }

        return parameters;
    }

    /// <summary>The ids as given.</summary>
    public string[] Ids(ParseResult arguments) => arguments.GetValue(_ids) ?? [];

    /// <summary>Whether what arrives from now on would be meant, too: neither ids nor a latest arrival are given.</summary>
    public bool IsOpenEnded(ParseResult arguments) => Ids(arguments).Length == 0
        && !_filters.Query(arguments).Any(filter => filter.Value is not null && (filter.Name == Filters.Before.Name || filter.Name == Filters.OlderThan.Name));

    /// <summary>The filters as given.</summary>
    public IEnumerable<(string Option, string? Value)> Given(ParseResult arguments) => _filters.Given(arguments);

    /// <summary><c>older-than</c> → <c>olderThan</c>.</summary>
    private static string NameOf(string option) =>
        string.Concat(option.Split('-').Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

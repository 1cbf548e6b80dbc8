using System.CommandLine;
using System.Text.Json.Nodes;
using Platica.Cli.Input;
using Platica.Cli.Operating;

namespace Platica.Cli.Persons;

/// <summary>Whom a command is about: <c>--phone</c> or <c>--client</c>.</summary>
internal sealed class PersonOptions
{
    private readonly Option<string?> _phone = new("--phone")
    {
        Description = "The phone as you have it: +52 1 55…, 521…, 52…; blanks and dashes do not matter.",
        HelpName = "phone",
    };

    private readonly Option<string?> _client = new("--client") { Description = "The client's id.", HelpName = "id" };

    public void AddTo(Command command)
    {
        command.Add(_phone);
        command.Add(_client);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_phone) is null == result.GetValue(_client) is null)
            {
                result.AddError($"Whom? Give either {_phone.Name} or {_client.Name}.");
            }
        });
    }

    /// <summary>The parameters of an operation on the person.</summary>
    public JsonObject Parameters(ParseResult arguments, SiteSource source) => new()
    {
        ["phone"] = arguments.GetValue(_phone),
        ["client"] = arguments.GetValue(_client),
        ["workspace"] = source.Workspace(arguments),
    };

    /// <summary>The options as given.</summary>
    public IEnumerable<(string Option, string? Value)> Given(ParseResult arguments) =>
        [(_phone.Name, arguments.GetValue(_phone)), (_client.Name, arguments.GetValue(_client))];
}

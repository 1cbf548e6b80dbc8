using System.CommandLine;
using Platica.Cli.Http;
using Platica.Cli.Input;

namespace Platica.Cli.Commands;

/// <summary>Where is read from: <c>--admin-url</c>, <c>--workspace</c> and <c>--data</c>.</summary>
internal sealed class ReadSource
{
    private readonly CliHost _host;
    private readonly LocalOptions _local;
    private readonly Option<string?> _adminUrl = new("--admin-url")
    {
        Description = "The read API. Default: the LocalHost of this machine.",
        HelpName = "address",
        Recursive = true,
    };

    private readonly Option<string?> _workspace = new("--workspace", "-w")
    {
        Description = "The workspace, such as platica.ws_demo. Needed only while there are several.",
        HelpName = "name",
        Recursive = true,
    };

    public ReadSource(CliHost host)
    {
        _host = host;
        _local = new(host);
    }

    public void AddTo(Command command)
    {
        command.Add(_workspace);
        command.Add(_adminUrl);
        command.Add(_local.Data);
    }

    public ReadApiClient Connect(ParseResult arguments) => new(_host, AdminUrl(arguments) ?? _local.ReadEndpoints(arguments).Admin);

    public string? Workspace(ParseResult arguments) => arguments.GetValue(_workspace);

    /// <summary>The options that lead to the same source, as given.</summary>
    public IEnumerable<(string Option, string? Value)> Given(ParseResult arguments) =>
    [
        (_workspace.Name, arguments.GetValue(_workspace)),
        (_adminUrl.Name, arguments.GetValue(_adminUrl)),
        (_local.Data.Name, arguments.GetValue(_local.Data)),
    ];

    private Uri? AdminUrl(ParseResult arguments) =>
        arguments.GetValue(_adminUrl) is { } url ? Addresses.Parse(url, _adminUrl.Name) : null;
}

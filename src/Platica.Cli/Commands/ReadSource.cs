using System.CommandLine;
using Platica.Cli.Http;
using Platica.Cli.Input;

namespace Platica.Cli.Commands;

/// <summary>Where is read from: <c>--url</c> and <c>--key</c>, or <c>--data</c>; and <c>--workspace</c>.</summary>
internal sealed class ReadSource
{
    private readonly CliHost _host;
    private readonly LocalOptions _local;
    private readonly KeyOption _key;
    private readonly Option<string?> _url = new("--url")
    {
        Description = "The site of the read API, such as https://func-….azurewebsites.net. Default: the LocalHost of this machine.",
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
        _key = new(host, KeyKind.Reading);
    }

    public void AddTo(Command command)
    {
        command.Add(_workspace);
        command.Add(_url);
        command.Add(_key.Key);
        command.Add(_local.Data);
    }

    /// <summary>The read API at <c>--url</c> with the key, else LocalHost's, which asks for none and is told none.</summary>
    /// <exception cref="CliException">The address or the key will not do.</exception>
    public ReadApiClient Connect(ParseResult arguments)
    {
        if (arguments.GetValue(_url) is { } url)
        {
            var site = Addresses.ParseSite(url, _url.Name, KeyKind.Reading);
            return new(_host, site, _key.FindFor(site, arguments));
        }

        return arguments.GetValue(_key.Key) is null
            ? new(_host, _local.ReadEndpoints(arguments).Admin)
            : throw new CliException($"{_key.Key.Name} goes with {_url.Name}: LocalHost asks for no key.", ExitCodes.Usage);
    }

    public string? Workspace(ParseResult arguments) => arguments.GetValue(_workspace);

    /// <summary>Whether it is LocalHost, where a sample does no harm.</summary>
    public bool IsLocalHost(ParseResult arguments) => arguments.GetValue(_url) is null;

    /// <summary>The options that lead to the same source, as given; but the key, which is not for printing.</summary>
    public IEnumerable<(string Option, string? Value)> Given(ParseResult arguments) =>
    [
        (_workspace.Name, arguments.GetValue(_workspace)),
        (_url.Name, arguments.GetValue(_url)),
        (_local.Data.Name, arguments.GetValue(_local.Data)),
    ];
}

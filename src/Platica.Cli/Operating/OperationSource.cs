using System.CommandLine;
using Platica.Cli.Input;

namespace Platica.Cli.Operating;

/// <summary>Where operations are run: <c>--url</c> and <c>--key</c>, or <c>--data</c>; <c>--workspace</c>; and <c>--continuation</c>.</summary>
internal sealed class OperationSource
{
    private readonly CliHost _host;
    private readonly LocalOptions _local;
    private readonly KeyOption _key;
    private readonly Option<string?> _url = new("--url")
    {
        Description = "The deployment's site, such as https://func-….azurewebsites.net. Default: the LocalHost of this machine.",
        HelpName = "address",
        Recursive = true,
    };

    private readonly Option<string?> _workspace = new("--workspace", "-w")
    {
        Description = "Only of this workspace, such as platica.ws_demo.",
        HelpName = "name",
        Recursive = true,
    };

    private readonly Option<string?> _continuation = new("--continuation")
    {
        Description = "Goes on where an interrupted run ended.",
        HelpName = "token",
        Recursive = true,
    };

    public OperationSource(CliHost host)
    {
        _host = host;
        _local = new(host);
        _key = new(host, KeyKind.Operations);
    }

    public void AddTo(Command command)
    {
        command.Add(_workspace);
        command.Add(_url);
        command.Add(_key.Key);
        command.Add(_local.Data);
        command.Add(_continuation);
    }

    /// <summary>The operations at <c>--url</c> with the key, else LocalHost's with the one in its data folder.</summary>
    /// <exception cref="CliException">The address or the key will not do.</exception>
    public OperationsClient Connect(ParseResult arguments)
    {
        if (arguments.GetValue(_url) is { } url)
        {
            var site = Addresses.ParseSite(url, _url.Name, KeyKind.Operations);
            return new(_host, site, _key.FindFor(site, arguments));
        }

        return arguments.GetValue(_key.Key) is null
            ? new(_host, _local.ReadEndpoints(arguments).Admin, _local.ReadOperationsKey(arguments))
            : throw new CliException($"{_key.Key.Name} goes with {_url.Name}: LocalHost's key is found in its data folder.", ExitCodes.Usage);
    }

    public string? Workspace(ParseResult arguments) => arguments.GetValue(_workspace);

    /// <summary>Where to begin; null for the beginning.</summary>
    public string? Continuation(ParseResult arguments) => arguments.GetValue(_continuation);

    /// <summary>The options that go on at the same place, as given; but the key, which is not for printing.</summary>
    public IEnumerable<(string Option, string? Value)> Given(ParseResult arguments, string? continuation) =>
    [
        (_workspace.Name, arguments.GetValue(_workspace)),
        (_url.Name, arguments.GetValue(_url)),
        (_local.Data.Name, arguments.GetValue(_local.Data)),
        (_continuation.Name, continuation),
    ];
}

using System.CommandLine;

namespace Platica.Cli.Input;

/// <summary>
/// Which site a command is about: <c>--url</c> and <c>--key</c>, or <c>--data</c>; and what of it: <c>--workspace</c> and, for reading,
/// <c>--provider</c>.
/// </summary>
internal sealed class SiteSource
{
    private readonly KeyKind _kind;
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
        Description = "The workspace, such as platica.ws_demo. What needs one while there are several lists them.",
        HelpName = "name",
        Recursive = true,
    };

    private readonly Option<string?> _provider = new("--provider", "-p")
    {
        Description = "Only of this provider, such as whapi. Where it has one workspace, that is enough.",
        HelpName = "name",
        Recursive = true,
    };

    public SiteSource(CliHost host, KeyKind kind)
    {
        _kind = kind;
        _local = new(host);
        _key = new(host, kind);
    }

    public void AddTo(Command command)
    {
        command.Add(_workspace);
        if (_kind == KeyKind.Reading)
        {
            command.Add(_provider);
        }

        command.Add(_url);
        command.Add(_key.Key);
        command.Add(_local.Data);
    }

    /// <summary>The site at <c>--url</c> with the key, else LocalHost with what it asks for itself.</summary>
    /// <exception cref="CliException">The address or the key will not do.</exception>
    public Site Find(ParseResult arguments)
    {
        if (arguments.GetValue(_url) is { } url)
        {
            var site = Addresses.ParseSite(url, _url.Name, _kind);
            return new(site, _key.FindFor(site, arguments));
        }

        if (arguments.GetValue(_key.Key) is not null)
        {
            throw new CliException($"{_key.Key.Name} goes with {_url.Name}: {_kind.AtLocalHost}.", ExitCodes.Usage);
        }

        var admin = _local.ReadEndpoints(arguments).Admin;
        return _kind == KeyKind.Operations ? new(admin, _local.ReadOperationsKey(arguments)) : new(admin);
    }

    public string? Workspace(ParseResult arguments) => arguments.GetValue(_workspace);

    /// <summary>The query parameters that say what of the site is asked for.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query(ParseResult arguments) =>
        [.. new[] { _workspace, _provider }.Select(option => (option.Name.TrimStart('-'), arguments.GetValue(option)))];

    /// <summary>Whether it is LocalHost, where a sample does no harm.</summary>
    public bool IsLocalHost(ParseResult arguments) => arguments.GetValue(_url) is null;

    /// <summary>The options that lead to the same place, as given; but the key, which is not for printing.</summary>
    public IEnumerable<(string Option, string? Value)> Given(ParseResult arguments) =>
        new[] { _workspace, _provider, _url, _local.Data }.Select(option => (option.Name, arguments.GetValue(option)));
}

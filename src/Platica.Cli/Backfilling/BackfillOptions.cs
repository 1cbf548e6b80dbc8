using System.CommandLine;
using Platica.Cli.Input;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Cli.Backfilling;

/// <summary>The options of <c>platica backfill</c>.</summary>
internal sealed class BackfillOptions
{
    private const string WorkspacePrefix = "platica.";

    private readonly LocalOptions _local;
    private readonly SecretOptions _secret;
    private readonly Argument<string?> _url = new("url")
    {
        Description = "The receiver, with or without /api/webhooks/platica. Default: the LocalHost of this machine.",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "url",
    };

    private readonly Option<string?> _since = new("--since")
    {
        Description = "Only what changed since then by its own lastUpdate, such as 2026-11-20 (UTC).",
        HelpName = "time",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Reads all and sends nothing: tells what would be sent." };

    private readonly Option<string?> _workspace = new("--workspace", "-w")
    {
        Description = "Keeps all under this workspace, such as platica.ws_demo, should webhooks name it otherwise than the API does.",
        HelpName = "name",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Goes on where an interrupted run ended.",
        HelpName = "place",
    };

    public BackfillOptions(CliHost host)
    {
        _local = new(host);
        _secret = new(host, _local);
    }

    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_since);
        command.Add(_dryRun);
        command.Add(_workspace);
        command.Add(_resume);
        command.Add(_secret.SecretFile);
        command.Add(_secret.Secret);
        command.Add(_local.Data);
    }

    public DateTimeOffset? Since(ParseResult arguments) => Times.Parse(arguments.GetValue(_since), _since.Name);

    public bool IsDryRun(ParseResult arguments) => arguments.GetValue(_dryRun);

    /// <summary>The workspace's id at Platica.</summary>
    public string? Workspace(ParseResult arguments) =>
        arguments.GetValue(_workspace) is { } name && name.StartsWith(WorkspacePrefix, StringComparison.Ordinal)
            ? name[WorkspacePrefix.Length..]
            : arguments.GetValue(_workspace);

    public BackfillPlace From(ParseResult arguments) =>
        arguments.GetValue(_resume) is { } place ? BackfillPlace.Parse(place, _resume.Name) : BackfillPlace.Start;

    public byte[] Secret(ParseResult arguments) => _secret.Read(arguments);

    /// <summary>The webhook's URL.</summary>
    /// <exception cref="CliException">It is none, or everybody on the way there could read what is sent.</exception>
    public Uri Webhook(ParseResult arguments)
    {
        var address = arguments.GetValue(_url) is { } url ? Addresses.Parse(url, _url.Name) : _local.ReadEndpoints(arguments).Receiver;
        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback ? WebhookAddress.Of(address, PlaticaProvider.RouteName).Address : throw new CliException(
            $"Customers' data is not sent to {address.GetLeftPart(UriPartial.Authority)}: over http everybody on the way could read it. Use https.",
            ExitCodes.Usage);
    }

    /// <summary>The command line that goes on from a place; the secret, unless in a file, is to be given again.</summary>
    public string GoOn(ParseResult arguments, BackfillPlace place) => Invocation.For(
        arguments.GetValue(_url) is { } url ? ["backfill", url] : ["backfill"],
        [
            (_since.Name, arguments.GetValue(_since)),
            (_workspace.Name, arguments.GetValue(_workspace)),
            (_secret.SecretFile.Name, arguments.GetValue(_secret.SecretFile)),
            (_local.Data.Name, arguments.GetValue(_local.Data)),
            (_resume.Name, place.ToString()),
        ]);
}

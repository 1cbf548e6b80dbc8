using System.Text;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>What the heads of a provider's calls are like: right ones first, then some that are right or wrong in other ways.</summary>
internal abstract class HeadForm
{
    private static readonly HeadForm[] All = [new PlaticaForm(), new WatsiForm(), new WhapiForm()];

    /// <summary>The provider's route name.</summary>
    public abstract string Provider { get; }

    /// <summary>Where its events are kept.</summary>
    public virtual string Workspace => $"{Provider}.ws_1";

    /// <summary>Whether a body that was cut is refused with its signature; else it is a dead letter.</summary>
    public virtual bool SignsBodies => true;

    /// <summary>The status of what is taken.</summary>
    public abstract int Success { get; }

    protected static byte[] Secret { get; } = Encoding.UTF8.GetBytes(RunningLocalHost.Secret);

    /// <summary>The form of a provider.</summary>
    public static HeadForm Of(string provider) => All.Single(form => form.Provider == provider);

    /// <summary>The event id of a case.</summary>
    public virtual string IdOf(int number) => $"head-{number}";

    /// <summary>A small delivery.</summary>
    public abstract byte[] BodyOf(int number);

    /// <summary>Request lines.</summary>
    public IEnumerable<(string Line, bool IsRight)> Lines()
    {
        var path = $"/api/webhooks/{Provider}";
        return
        [
            ($"POST {path} HTTP/1.1", true),
            ($"post {path} HTTP/1.1", false), ($"GET {path} HTTP/1.1", false), ($"POST  {path} HTTP/1.1", false), ($"POST {path}", false), ($"POST {path} HTTP/9.9", false),
            ($"POST {path} HTTP/2.0", false), ("POST /api/webhooks/pl%00atica HTTP/1.1", false), ("POST /api/webhooks/../clients HTTP/1.1", false), ("POST * HTTP/1.1", false),
            ("PRI * HTTP/2.0", false), ("\0\u0001\u0002 / HTTP/1.1", false), ("CONNECT localhost:443 HTTP/1.1", false), (new string('A', 9000), false),
            ($"POST {path}?x=1&code=%00 HTTP/1.1", true), ($"POST {path.Replace("/w", "/%77", StringComparison.Ordinal)} HTTP/1.1", true),
            ($"POST http://other.example{path} HTTP/1.1", false),
            .. OwnLines(path),
        ];
    }

    /// <summary>The headers that prove who calls.</summary>
    public abstract IEnumerable<(string[] Headers, bool IsRight)> Proofs(byte[] body);

    /// <summary>Request lines that are another thing at another provider.</summary>
    protected virtual IEnumerable<(string Line, bool IsRight)> OwnLines(string path) => [($"PUT {path} HTTP/1.1", false), ($"POST {path}/x HTTP/1.1", false)];

    /// <summary>A header that is not there, empty, twice, too long, misspelled, and with white space around it.</summary>
    protected static IEnumerable<(string[] Headers, bool IsRight)> Spellings(string name, string value) =>
    [
        ([$"{name}: {value}"], true), ([$"{name.ToLowerInvariant()}:{value}"], true), ([$"{name}: \t {value} \t"], true),
        ([], false), ([$"{name}:"], false), ([$"{name}: {value}", $"{name}: {value}"], false), ([$"{name}: {value},{value}"], false), ([$"{name}: \u00ff{value}"], false),
        ([$"{name}: {new string('a', 9000)}"], false), ([$"{name}-256: {value}"], false), ([$"{name} : {value}"], false), ([$" {name}: {value}"], false),
        ([$"{name}: {value[..^1]}"], false), ([$"{name}: {value}0"], false), ([$"{name}: {value[..^1]}{(value[^1] == '0' ? '1' : '0')}"], false),
    ];

    private sealed class PlaticaForm : HeadForm
    {
        public override string Provider => "platica";

        public override int Success => 202;

        public override byte[] BodyOf(int number) => Encoding.UTF8.GetBytes(
            $$"""{"id":"{{IdOf(number)}}","event":"galaxy.discovered","workspaceId":"ws_1","timestamp":"2026-11-20T09:00:00Z","data":{} }""");

        public override IEnumerable<(string[] Headers, bool IsRight)> Proofs(byte[] body)
        {
            const string name = RunningLocalHost.SignatureHeader;
            var hash = WebhookSignature.Sign(body, Secret)[WebhookSignature.Prefix.Length..];
            return
            [
                .. Spellings(name, $"sha256={hash}"),
                ([$"{name}: {hash}"], false), ([$"{name}: sha1={hash}"], false), ([$"{name}: sha256= {hash}"], false), ([$"{name}: sha256={new string('0', 64)}"], false),
                ([$"{name}: sha256={new string('z', 64)}"], false), ([$"{name}: SHA256={hash.ToUpperInvariant()}"], true),
            ];
        }
    }

    private sealed class WatsiForm : HeadForm
    {
        public override string Provider => "watsi";

        public override int Success => 202;

        public override byte[] BodyOf(int number) => Encoding.UTF8.GetBytes(
            $$"""{"id":"{{IdOf(number)}}","type":"galaxy.discovered","workspace_id":"ws_1","created_at":"2026-11-20T09:00:00Z","data":{} }""");

        public override IEnumerable<(string[] Headers, bool IsRight)> Proofs(byte[] body)
        {
            const string name = WatsiHeaders.Signature;
            var hash = WebhookSignature.Sign(body, Secret)[WebhookSignature.Prefix.Length..];
            return
            [
                .. Spellings(name, hash),
                ([$"{name}: sha256={hash}"], false), ([$"{RunningLocalHost.SignatureHeader}: {hash}"], false), ([$"{name}: {new string('0', 64)}"], false),
                ([$"{name}: {new string('z', 64)}"], false), ([$"{name}: {hash.ToUpperInvariant()}"], true),
            ];
        }
    }

    private sealed class WhapiForm : HeadForm
    {
        public override string Provider => "whapi";

        public override int Success => 200;

        public override string Workspace => "whapi.CH";

        public override bool SignsBodies => false;

        public override string IdOf(int number) => $"{base.IdOf(number)}:post";

        public override byte[] BodyOf(int number) => Encoding.UTF8.GetBytes(
            $$"""{"messages":[{"id":"{{base.IdOf(number)}}"}],"event":{"type":"messages","event":"post"},"channel_id":"CH"}""");

        public override IEnumerable<(string[] Headers, bool IsRight)> Proofs(byte[] body) =>
        [
            .. Spellings(WhapiHost.Header, RunningLocalHost.Secret),
            ([$"{WhapiHost.Header}: {RunningLocalHost.Secret.ToUpperInvariant()}"], false), ([$"Authorization: Bearer {RunningLocalHost.Secret}"], false),
        ];

        protected override IEnumerable<(string Line, bool IsRight)> OwnLines(string path) =>
        [
            ($"PUT {path} HTTP/1.1", true), ($"PATCH {path}/messages HTTP/1.1", true), ($"DELETE {path}/messages/post HTTP/1.1", true), ($"POST {path}/%00 HTTP/1.1", false),
            ($"OPTIONS {path}/messages HTTP/1.1", false),
        ];
    }
}

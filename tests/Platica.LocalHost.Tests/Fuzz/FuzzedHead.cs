using System.Globalization;
using System.Text;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>A small delivery with a head that is right, or wrong in some ways.</summary>
/// <param name="Bytes">The request.</param>
/// <param name="EventId">The delivery's id.</param>
/// <param name="IsRight">Whether it has to be taken.</param>
/// <param name="Mistakes">What is wrong, for whoever reads a failure.</param>
internal sealed record FuzzedHead(byte[] Bytes, string EventId, bool IsRight, string Mistakes)
{
    /// <summary>A request.</summary>
    public static FuzzedHead Make(Random random, int number, byte[] secret)
    {
        var id = $"head-{number}";
        var body = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","event":"galaxy.discovered","workspaceId":"ws_1","timestamp":"2026-11-20T09:00:00Z","data":{} }""");
        var signature = WebhookSignature.Sign(body, secret);
        var hash = signature[WebhookSignature.Prefix.Length..];
        var (line, lineIsRight) = Pick(random, 8, ($"POST {RunningLocalHost.WebhookPath} HTTP/1.1", true), RequestLines);
        var (sign, signIsRight) = Pick(random, 2, ([$"{RunningLocalHost.SignatureHeader}: {signature}"], true), Signatures(signature, hash));
        var (length, lengthIsRight) = Pick(random, 4, ([$"Content-Length: {body.Length}"], true), Lengths(body.Length));
        var (more, moreIsRight) = Pick(random, 2, ([], true), Others(random));
        var head = WireClient.Head(line, ["Host: localhost", .. sign, .. length, .. more]);
        return new(
            [.. Encoding.Latin1.GetBytes(head), .. body], id, lineIsRight && signIsRight && lengthIsRight && moreIsRight,
            $"{line} | {string.Join(" | ", (string[])[.. sign, .. length, .. more])}");
    }

    private static readonly (string, bool)[] RequestLines =
    [
        ($"post {RunningLocalHost.WebhookPath} HTTP/1.1", false), ($"PUT {RunningLocalHost.WebhookPath} HTTP/1.1", false), ($"POST  {RunningLocalHost.WebhookPath} HTTP/1.1", false),
        ($"POST {RunningLocalHost.WebhookPath}", false), ($"POST {RunningLocalHost.WebhookPath} HTTP/9.9", false), ($"POST {RunningLocalHost.WebhookPath} HTTP/2.0", false),
        ("POST /api/webhooks/platica/x HTTP/1.1", false), ("POST /api/webhooks/pl%00atica HTTP/1.1", false), ("POST /api/webhooks/../clients HTTP/1.1", false),
        ("POST * HTTP/1.1", false), ("PRI * HTTP/2.0", false), ("\0\u0001\u0002 / HTTP/1.1", false), ("CONNECT localhost:443 HTTP/1.1", false), (new string('A', 9000), false),
        ("POST /api/webhooks/platica?x=1&code=%00 HTTP/1.1", true), ("POST /api/webhooks/%70latica HTTP/1.1", true), ("POST http://other.example/api/webhooks/platica HTTP/1.1", false),
    ];

    private static (string[], bool)[] Signatures(string signature, string hash)
    {
        const string name = RunningLocalHost.SignatureHeader;
        return
        [
            ([], false), ([$"{name}:"], false), ([$"{name}: {hash}"], false), ([$"{name}: sha1={hash}"], false), ([$"{name}: sha256={hash[..^1]}"], false),
            ([$"{name}: sha256={hash}0"], false), ([$"{name}: sha256= {hash}"], false), ([$"{name}: sha256={new string('0', 64)}"], false), ([$"{name}: sha256={new string('z', 64)}"], false),
            ([$"{name}: {signature}", $"{name}: {signature}"], false), ([$"{name}: {signature},{signature}"], false), ([$"{name}: \u00ff{signature}"], false),
            ([$"{name}: {new string('a', 9000)}"], false), ([$"X-Webhook-Signature-256: {signature}"], false), ([$"{name} : {signature}"], false), ([$" {name}: {signature}"], false),
            ([$"{name}: sha256={Flip(hash)}"], false),
            ([$"{name}: SHA256={hash.ToUpperInvariant()}"], true), ([$"{name.ToLowerInvariant()}:{signature}"], true), ([$"{name}: \t {signature} \t"], true),
        ];
    }

    private static (string[], bool)[] Lengths(int length) =>
    [
        ([], false), (["Content-Length:"], false), (["Content-Length: -1"], false), (["Content-Length: 0x10"], false), (["Content-Length: 1e2"], false),
        (["Content-Length: 99999999999999999999"], false), (["Content-Length: 9223372036854775807"], false), (["Content-Length: 2147483648"], false), (["Content-Length: 1048577"], false),
        ([$"Content-Length: +{length}"], true), ([$"Content-Length: {length + 1}"], false), ([$"Content-Length: {length - 1}"], false), (["Content-Length: 0"], false),
        ([$"Content-Length: {length}", $"Content-Length: {length + 1}"], false), ([$"Content-Length: {length}, {length}"], false),
        (["Transfer-Encoding: chunked"], false), ([$"Content-Length: {length}", "Transfer-Encoding: chunked"], false), (["Transfer-Encoding: gzip, identity"], false),
    ];

    private static (string[], bool)[] Others(Random random) =>
    [
        (["Content-Type: "], true), (["Content-Type: multipart/form-data; boundary=\"x"], true), (["Content-Encoding: br"], true), (["X-Webhook-Event-Id: \u00fc"], false),
        (["Expect: 100-continue"], true), (["Connection: close, keep-alive"], true), (["X-Forwarded-For: ::::, 1.1.1.1"], true), (["Cookie: a=b; a=c"], true),
        (["Host: other.example"], false), (["no colon"], false), ([": no name"], false), (["X-Line: a\n b"], false), (["X-Null: a\0b"], false),
        ([.. Enumerable.Range(0, 200).Select(number => string.Create(CultureInfo.InvariantCulture, $"X-{number}: {random.Next()}"))], false),
        ([$"X-Long: {new string('x', 40_000)}"], false),
    ];

    private static string Flip(string hash) => (hash[0] == '0' ? '1' : '0') + hash[1..];

    private static (T, bool) Pick<T>(Random random, int oneIn, (T, bool) right, (T, bool)[] others) => random.Next(oneIn) == 0 ? others[random.Next(others.Length)] : right;
}

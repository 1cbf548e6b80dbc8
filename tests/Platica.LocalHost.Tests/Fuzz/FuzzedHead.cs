using System.Globalization;
using System.Text;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>A small delivery with a head that is right, or wrong in some ways.</summary>
/// <param name="Bytes">The request.</param>
/// <param name="EventId">The delivery's id.</param>
/// <param name="Cut">The beginning of the body, where no more than that is announced; else null.</param>
/// <param name="IsRight">Whether it has to be taken.</param>
/// <param name="Mistakes">What is wrong, for whoever reads a failure.</param>
internal sealed record FuzzedHead(byte[] Bytes, string EventId, string? Cut, bool IsRight, string Mistakes)
{
    private const int Never = int.MaxValue;

    /// <summary>A request.</summary>
    public static FuzzedHead Make(HeadForm form, Random random, int number)
    {
        var body = form.BodyOf(number);
        var announced = random.Next(20) switch { 0 => body.Length - 1, 1 => 0, _ => body.Length };
        var isCut = announced < body.Length;
        var (line, lineIsRight) = Pick(random, 8, [.. form.Lines()]);
        var (proof, proofIsRight) = Pick(random, 2, [.. form.Proofs(body)]);
        var (length, lengthIsRight) = Pick(random, isCut ? Never : 4, Lengths(announced));
        var (more, moreIsRight) = Pick(random, 2, Others(random));
        var head = WireClient.Head(line, ["Host: localhost", .. proof, .. length, .. more]);
        return new(
            [.. Encoding.Latin1.GetBytes(head), .. body],
            form.IdOf(number),
            isCut ? Encoding.UTF8.GetString(body, 0, announced) : null,
            lineIsRight && proofIsRight && lengthIsRight && moreIsRight && !(isCut && form.SignsBodies),
            $"{line} | {string.Join(" | ", (string[])[.. proof, .. length, .. more])}");
    }

    private static (string[], bool)[] Lengths(int length) =>
    [
        ([$"Content-Length: {length}"], true),
        ([], false), (["Content-Length:"], false), (["Content-Length: -1"], false), (["Content-Length: 0x10"], false), (["Content-Length: 1e2"], false),
        (["Content-Length: 99999999999999999999"], false), (["Content-Length: 9223372036854775807"], false), (["Content-Length: 2147483648"], false), (["Content-Length: 1048577"], false),
        ([$"Content-Length: +{length}"], true), ([$"Content-Length: {length + 1}"], false),
        ([$"Content-Length: {length}", $"Content-Length: {length + 1}"], false), ([$"Content-Length: {length}, {length}"], false),
        (["Transfer-Encoding: chunked"], false), ([$"Content-Length: {length}", "Transfer-Encoding: chunked"], false), (["Transfer-Encoding: gzip, identity"], false),
    ];

    private static (string[], bool)[] Others(Random random) =>
    [
        ([], true),
        (["Content-Type: "], true), (["Content-Type: multipart/form-data; boundary=\"x"], true), (["Content-Encoding: br"], true), (["X-Webhook-Event-Id: \u00fc"], false),
        (["Expect: 100-continue"], true), (["Connection: close, keep-alive"], true), (["X-Forwarded-For: ::::, 1.1.1.1"], true), (["Cookie: a=b; a=c"], true),
        (["Host: other.example"], false), (["no colon"], false), ([": no name"], false), (["X-Line: a\n b"], false), (["X-Null: a\0b"], false),
        ([.. Enumerable.Range(0, 200).Select(number => string.Create(CultureInfo.InvariantCulture, $"X-{number}: {random.Next()}"))], false),
        ([$"X-Long: {new string('x', 40_000)}"], false),
    ];

    /// <summary>The first, or once in so many times one of the others.</summary>
    private static (T, bool) Pick<T>(Random random, int oneIn, (T, bool)[] all) => all[random.Next(oneIn) == 0 ? random.Next(1, all.Length) : 0];
}

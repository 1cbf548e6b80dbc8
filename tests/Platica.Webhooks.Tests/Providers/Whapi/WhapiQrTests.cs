using System.Text;

namespace Platica.Webhooks.Tests.Providers.Whapi;

public sealed class WhapiQrTests
{
    private const string Code = "2@SECRET";

    [Theory]
    [InlineData("""{"qr":{"status":"OK","base64":"2@SECRET","rowdata":"2@SECRET","expire":20}}""", """{"qr":{"status":"OK","base64":null,"rowdata":null,"expire":20}}""")]
    [InlineData("""{ "qr" : { "rowdata" : [ "2@SECRET", {"a":["2@SECRET"]} ] , "expire":20 } , "channel_id":"CH"}""", """{ "qr" : { "rowdata" : null , "expire":20 } , "channel_id":"CH"}""")]
    [InlineData("""{"\u0071r":{"b\u0061se64":"2@SECRET"}}""", """{"\u0071r":{"b\u0061se64":null}}""")]
    [InlineData("""{"health":{"qr":{"more":{"base64":"2@SECRET"},"rowdata":"2@SECRET"},"base64":"2@SECRET"}}""", """{"health":{"qr":{"more":{"base64":null},"rowdata":null},"base64":null}}""")]
    [InlineData("""{"qr_code":{"base64":"2@SECRET"},"health":{"status":{"text":"QR"}}}""", null)]
    [InlineData("""{"base64":{"qr":{"rowdata":"2@SECRET"}},"channel_id":"CH"}""", """{"base64":null,"channel_id":"CH"}""")]
    [InlineData("""{"qr_code":{"rowdata":"2@SECRET"},"event":{"type":"channel","event":"patch"}}""", """{"qr_code":{"rowdata":null},"event":{"type":"channel","event":"patch"}}""")]
    [InlineData("""{"qr":{"qr":{"status":"OK"},"rowdata":"2@SECRET"}}""", """{"qr":{"qr":{"status":"OK"},"rowdata":null}}""")]
    [InlineData("""{"qr":"2@SECRET","channel_id":"CH"}""", """{"qr":null,"channel_id":"CH"}""")]
    [InlineData("""{"qr":["2@SECRET"],"channel_id":"CH"}""", """{"qr":null,"channel_id":"CH"}""")]
    [InlineData("""{"qr":{"base64":"2@SECRET"},"qr":{"base64":"2@SECRET"}}""", null)]
    [InlineData("""[{"health":{"qr":{"base64":"2@SECRET"}}}]""", """[{"health":{"qr":{"base64":null}}}]""")]
    [InlineData("""{"qr":{"base64":"2@SECRET","status":"OK"},"errors":[{"code":1}],"channel_id":"CH"}""", null)]
    [InlineData("\uFEFF{\"qr\":{\"base64\":\"2@SECRET\"}}", "{\"qr\":{\"base64\":null}}")]
    public void Codes_are_taken_out_and_all_else_stays(string body, string? expected)
    {
        var parts = WhapiCalls.Receive(body);

        Assert.All(parts, part => Assert.DoesNotContain(Code, WhapiCalls.TextOf(part), StringComparison.Ordinal));
        Assert.Equal(expected ?? WhapiCalls.TextOf(parts[0]), WhapiCalls.TextOf(parts[0]));
    }

    [Fact]
    public void Codes_are_taken_out_of_what_the_URL_calls_channel()
    {
        var kept = Assert.Single(WhapiCalls.Receive("""{"qr_code":{"base64":"2@SECRET"}}""", path: "channel/patch"));

        Assert.Equal("""{"qr_code":{"base64":null}}""", WhapiCalls.TextOf(kept));
    }

    [Fact]
    public void Of_any_other_call_all_is_kept()
    {
        const string body = """{"messages":[{"id":"A","type":"image","image":{"base64":"AAAA"}}],"event":{"type":"messages","event":"post"}}""";

        Assert.Equal(body, WhapiCalls.TextOf(Assert.Single(WhapiCalls.Receive(body))));
    }

    [Fact]
    public void A_code_is_an_event_of_the_channel_without_it()
    {
        var envelope = WhapiCalls.EnvelopeOf($$"""{"qr":{"status":"OK","base64":"{{Code}}"},"event":{"type":"channel","event":"patch"},"channel_id":"CH"}""");

        Assert.Equal(("channel.patch", "CH"), (envelope.EventName, envelope.WorkspaceId));
    }

    [Theory]
    [InlineData("""{"qr":{"status":"OK","base64":"2@SECRET""")]
    [InlineData("""{"qr":{"status":"OK","rowdata":"2@SECRET"},""")]
    [InlineData("""{"rowdata":"2@SECRET""")]
    [InlineData("""{"QR":"2@SECRET""")]
    [InlineData("""{"\u0071r":"2@SECRET""")]
    [InlineData("""{qr:{base64:'2@SECRET'}}""")]
    [InlineData("base64=2@SECRET")]
    [InlineData("\"{\\\"qr\\\":{\\\"base64\\\":\\\"2@SECRET\\\"}}\"")]
    public void Of_a_body_that_cannot_be_read_nothing_is_kept_where_it_mentions_a_code(string body) => AssertEmptied(Encoding.UTF8.GetBytes(body), "");

    [Fact]
    public void Nor_in_two_bytes_a_character() => AssertEmptied(Encoding.Unicode.GetBytes("""{"qr":{"base64":"2@SECRET"}}"""), "");

    [Fact]
    public void A_body_that_breaks_off_anywhere_keeps_nothing_of_a_code()
    {
        var body = """{"channel_id":"CH","qr":{"status":"OK","base64":"data:image/png;base64,2@SECRET","rowdata":"2@SECRET","expire":20},"event":{}}"""u8.ToArray();

        Assert.All(
            Enumerable.Range(0, body.Length + 1),
            length => Assert.All(WhapiCalls.Receive(body[..length]), part => Assert.DoesNotContain(Code[..3], WhapiCalls.TextOf(part), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("channel/patch")]
    [InlineData("channels")]
    public void Nor_where_the_URL_says_what_it_is(string path) => AssertEmptied(Encoding.UTF8.GetBytes($"<x>{Code}"), path);

    [Theory]
    [InlineData("""{"messages":[{"id":"A","image":{"preview":"data:image/jpeg;base64,AAAA""")]
    [InlineData("""{"messages":[{"id":"A","text":{"body":"Irqra""")]
    public void Of_a_message_that_breaks_off_all_is_kept(string body) =>
        Assert.Equal(body, WhapiCalls.TextOf(Assert.Single(WhapiCalls.Receive(body))));

    private static void AssertEmptied(byte[] body, string path)
    {
        var kept = Assert.Single(WhapiCalls.Receive(body, path: path));

        Assert.Equal("{}", WhapiCalls.TextOf(kept));
        Assert.Contains("QR code", WhapiCalls.ProblemOf(kept), StringComparison.Ordinal);
        Assert.DoesNotContain(kept.Attributes.Values, value => value.Contains(Code, StringComparison.Ordinal));
    }
}

using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Exporting;

public sealed class CsvTests
{
    private const string ReferralHeader =
        "workspace,provider,id,at,adId,clickId,text,context,channelId,phoneDigits,conversationId,clientId,extra\r\n";

    [Theory]
    [InlineData("Hola", "Hola")]
    [InlineData("", "")]
    [InlineData(" Hola ", " Hola ")]
    [InlineData("uno, dos", "\"uno, dos\"")]
    [InlineData("dijo \\\"sí\\\"", "\"dijo \"\"sí\"\"\"")]
    [InlineData("uno\\ndos", "\"uno\ndos\"")]
    [InlineData("uno\\r\\ndos", "\"uno\r\ndos\"")]
    [InlineData("👩‍👩‍👧 ñ", "👩‍👩‍👧 ñ")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("\\ud800", "\"\"\"\\ud800\"\"\"")]
    public async Task Csv_quotes_by_rfc_4180_and_changes_nothing_else(string json, string cell)
    {
        var csv = await ExportAsync($$"""{"id":"e-1","text":"{{json}}"}""");

        Assert.Equal($"{ReferralHeader},,e-1,,,,{cell},,,,,,\r\n", csv);
    }

    [Fact]
    public async Task Csv_writes_objects_and_lists_as_json_and_what_is_missing_as_nothing()
    {
        var csv = await ExportAsync("""{"id":"e-1","adId":7,"clickId":true,"text":null,"context":{"a":[1,"x"]}}""");

        Assert.Equal($$"""{{ReferralHeader}},,e-1,,7,true,,"{""a"":[1,""x""]}",,,,,{{"\r\n"}}""", csv);
    }

    [Theory]
    [InlineData("""{"extra":{"a":1}}""", """{""a"":1}""")]
    [InlineData("""{"new":2}""", """{""new"":2}""")]
    [InlineData("""{"new":{"x":null},"extra":{"a":1}}""", """{""a"":1,""new"":{""x"":null}}""")]
    public async Task Csv_keeps_what_has_no_column_in_extra(string item, string extra)
    {
        var csv = await ExportAsync(item);

        Assert.Equal($"{ReferralHeader},,,,,,,,,,,,\"{extra}\"\r\n", csv);
    }

    [Fact]
    public async Task Csv_of_nothing_has_its_header_and_no_byte_order_mark()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[]}"""));

        await run.RunAsync("export", "referrals", "--format", "csv");

        Assert.Equal(ReferralHeader, run.Exported);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+521", "'+521")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\\t=1", "'\t=1")]
    [InlineData("1+1", "1+1")]
    public async Task Csv_for_excel_disarms_formulas_and_begins_with_a_byte_order_mark(string json, string cell)
    {
        var csv = await ExportAsync($$"""{"text":"{{json}}"}""", "--excel");

        Assert.Equal($"\uFEFF{ReferralHeader},,,,,,{cell},,,,,,\r\n", csv);
    }

    [Theory]
    [InlineData("conversations", "workspace,provider,id,publicId,kind,status,operation,owners,tags,")]
    [InlineData("messages", "workspace,provider,id,content,contentType,direction,role,status,statusTimes,")]
    [InlineData("clients", "workspace,provider,id,phoneNumber,phoneDigits,name,")]
    [InlineData("channels", "workspace,provider,id,status,statusCode,healthy,startedAt,version,linked,accountId,accountName,qrStatus,updatedAt,extra\r\n")]
    [InlineData("calls", "workspace,provider,id,status,statusTimes,conversationId,clientId,phoneDigits,direction,isGroup,isVideo,createdAt,updatedAt,extra\r\n")]
    [InlineData("labels", "workspace,provider,id,name,color,count,deleted,updatedAt,extra\r\n")]
    [InlineData("conversation-events", "workspace,provider,id,conversationId,event,timestamp,source,changes,extra\r\n")]
    [InlineData("flow-exchanges", "workspace,provider,id,at,flowToken,flowId,flowName,action,screen,payload,answer,outcome,milliseconds,")]
    [InlineData("flow-responses", "workspace,provider,id,flowId,flowName,status,sentAt,openedAt,lastActivityAt,completedAt,expiresAt,")]
    [InlineData("events", "workspace,provider,id,event,timestamp,receivedAt,resourceType,resourceId,source,webhookId,bytes,extra\r\n")]
    [InlineData("dead-letters --bodies", "workspace,provider,id,eventId,reason,description,attempts,firstSeenAt,lastSeenAt,replays,replayedAt,event,receivedAt,webhookId,bytes,body,bodyBase64,")]
    [InlineData("dead-letters", "workspace,provider,id,eventId,reason,description,attempts,firstSeenAt,lastSeenAt,replays,replayedAt,event,receivedAt,webhookId,bytes,extra\r\n")]
    public async Task Csv_has_the_same_header_whatever_the_items_hold(string arguments, string header)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[]}"""));

        Assert.Equal(0, await run.RunAsync([.. $"export {arguments} --format csv".Split(' ')]));
        Assert.StartsWith(header, run.Exported, StringComparison.Ordinal);
        Assert.EndsWith(",extra\r\n", run.Exported, StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(string item, string option = "--format=csv")
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, $$"""{"items":[{{item}}]}"""));
        Assert.Equal(0, await run.RunAsync("export", "referrals", option));
        return run.Exported;
    }
}

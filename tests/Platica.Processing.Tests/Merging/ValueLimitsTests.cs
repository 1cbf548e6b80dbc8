using System.Text;
using System.Text.Json;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Tests.Merging;

public sealed class ValueLimitsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ValueLimits.TextCharacters)]
    public void Cut_leaves_a_text_that_fits(int length)
    {
        var value = FieldValue.Text(new string('a', length));

        Assert.Equal(value, ValueLimits.Cut(MessageFields.Content, value));
    }

    [Fact]
    public void Cut_ends_a_longer_text_with_an_ellipsis()
    {
        var cut = Cut(MessageFields.Content, FieldValue.Text(new string('a', 1024 * 1024)));

        Assert.Equal(new string('a', ValueLimits.TextCharacters - 1) + "…", cut);
    }

    [Fact]
    public void Cut_splits_no_surrogate_pair()
    {
        var even = string.Concat(Enumerable.Repeat("🙂", ValueLimits.TextCharacters));

        Assert.EndsWith("🙂…", Cut(MessageFields.Content, FieldValue.Text(even)), StringComparison.Ordinal);
        Assert.EndsWith("🙂…", Cut(MessageFields.Content, FieldValue.Text("a" + even)), StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_puts_a_note_in_the_place_of_JSON_that_is_too_long()
    {
        var json = $"[\"{new string('a', ValueLimits.JsonCharacters)}\"]";
        var note = $"{{\"truncated\":true,\"characters\":{json.Length}}}";

        Assert.Equal(note, Cut(MessageFields.Files, FieldValue.Json(json)));
        Assert.Equal(note, Cut(ClientFields.CustomFields, FieldValue.Json(json)));
    }

    [Fact]
    public async Task A_message_of_1_MiB_is_stored_cut_and_archived_whole()
    {
        var pipeline = new Pipeline(new InMemoryTableStore());
        var message = new { id = "msg_1", content = new string('a', 1024 * 1024) };
        var delivery = Posted.Event("message.created", "event_1", new { conversation = new { id = "conv_1" }, message });

        var settlement = Assert.Single(await pipeline.ProcessAsync(delivery));

        Assert.Equal(Settlement.Complete, settlement);
        var stored = await FirstItemAsync(pipeline, "/api/conversations/conv_1/messages", "");
        Assert.Equal(new string('a', ValueLimits.TextCharacters - 1) + "…", stored.GetProperty("content").GetString());
        var archived = await FirstItemAsync(pipeline, "/api/events", "bodies=true");
        Assert.Equal(Encoding.UTF8.GetString(delivery.Body.Span), archived.GetProperty("body").GetString());
    }

    private static async Task<JsonElement> FirstItemAsync(Pipeline pipeline, string path, string query)
    {
        using var document = JsonDocument.Parse((await pipeline.GetAsync(path, query)).Body);
        return document.RootElement.GetProperty("items")[0].Clone();
    }

    private static string Cut(Field field, FieldValue value) => (string)ValueLimits.Cut(field, value).Value!;
}

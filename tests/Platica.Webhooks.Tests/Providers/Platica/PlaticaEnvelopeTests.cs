using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Platica;

public sealed class PlaticaEnvelopeTests
{
    private const string Whole =
        """{"id":"evt_1","event":"message.created","workspaceId":"ws_1","timestamp":"2026-05-10T15:00:05.123Z","source":"inbound.message.created","resourceType":"message","resourceId":"msg_1","changes":null,"data":{"message":{"id":"msg_1"}}}""";

    private static readonly Envelope Expected = new()
    {
        EventId = "evt_1",
        LogId = "evt_1",
        EventName = "message.created",
        WorkspaceId = "ws_1",
        Timestamp = new DateTimeOffset(2026, 5, 10, 15, 0, 5, 123, TimeSpan.Zero),
        Source = "inbound.message.created",
        ResourceType = "message",
        ResourceId = "msg_1",
        IsFlowExchange = false,
    };

    [Fact]
    public void TryRead_reads_every_documented_member()
    {
        Assert.Equal(Expected, Deliveries.Of(Whole).ReadEnvelope());
    }

    [Fact]
    public void TryRead_does_not_depend_on_the_order_of_members()
    {
        var members = JsonNode.Parse(Whole)!.AsObject().ToList();
        for (var turn = 0; turn < members.Count; turn++)
        {
            var turned = new JsonObject([.. members.Skip(turn).Concat(members.Take(turn)).Select(Copy)]);
            var reversed = new JsonObject([.. members.Skip(turn).Concat(members.Take(turn)).Reverse().Select(Copy)]);
            Assert.Equal(Expected, Deliveries.Of(turned.ToJsonString()).ReadEnvelope());
            Assert.Equal(Expected, Deliveries.Of(reversed.ToJsonString()).ReadEnvelope());
        }

        static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> member) => new(member.Key, member.Value?.DeepClone());
    }

    [Fact]
    public void TryRead_stops_early_with_what_a_full_reading_gives()
    {
        // Only where the text stands that tells a Flow exchange does the reader have to go on.
        const string later = ",\"id\":\"other\",\"event\":\"other\",\"note\":\"flowExchange\"}";

        Assert.Equal(Expected, Deliveries.Of(Whole[..^1] + later).ReadEnvelope());
        Assert.Equal(Expected, Deliveries.Of(Whole[..^1] + later.Replace("flowExchange", "nothing", StringComparison.Ordinal)).ReadEnvelope());
    }

    [Fact]
    public void TryRead_takes_the_first_of_a_repeated_member()
    {
        Assert.Equal("a", Deliveries.Of("""{"event":"x","id":"a","id":"b"}""").ReadEnvelope().EventId);
    }

    [Fact]
    public void Without_an_id_the_hash_of_the_body_stands_for_it()
    {
        const string body = """{"event":"message.created"}""";

        var id = Deliveries.Of(body).ReadEnvelope().EventId;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), id);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("{\"id\":\"inner\"}")]
    [InlineData("[\"inner\"]")]
    [InlineData("\"\\udc00\"")]
    public void An_id_that_is_no_text_counts_as_none(string id)
    {
        Assert.Equal(64, Deliveries.Of($$"""{"event":"x","id":{{id}}}""").ReadEnvelope().EventId.Length);
    }

    [Theory]
    [InlineData("2026-05-10T15:00:00.000Z")]
    [InlineData("2026-05-10T15:00:00")]
    [InlineData("2026-05-10T09:00:00-06:00")]
    public void Without_a_time_the_header_tells_it(string header)
    {
        var envelope = Deliveries.Of("""{"event":"x"}""", ("X-Webhook-Timestamp", header)).ReadEnvelope();

        Assert.Equal(new DateTimeOffset(2026, 5, 10, 15, 0, 0, TimeSpan.Zero), envelope.Timestamp);
        Assert.Equal(TimeSpan.Zero, envelope.Timestamp.Offset);
    }

    [Theory]
    [InlineData("""{"event":"x"}""", null)]
    [InlineData("""{"event":"x","timestamp":"yesterday"}""", "nonsense")]
    [InlineData("""{"event":"x","timestamp":1778425200000}""", "")]
    [InlineData("""{"event":"x","timestamp":"0001-01-01T00:00:00Z"}""", "1600-12-31T23:59:59Z")]
    public void Without_any_usable_time_the_arrival_counts(string body, string? header)
    {
        Assert.Equal(Deliveries.Arrival, Deliveries.Of(body, ("X-Webhook-Timestamp", header!)).ReadEnvelope().Timestamp);
    }

    [Fact]
    public void A_time_in_the_body_goes_before_the_header()
    {
        var envelope = Deliveries.Of(Whole, ("X-Webhook-Timestamp", "2030-01-01T00:00:00Z")).ReadEnvelope();

        Assert.Equal(Expected.Timestamp, envelope.Timestamp);
    }

    [Fact]
    public void Without_a_workspace_it_is_unknown()
    {
        Assert.Equal("unknown", Deliveries.Of("""{"event":"x"}""").ReadEnvelope().WorkspaceId);
    }

    [Theory]
    [InlineData("""{"id":"e"}""", "from.header")]
    [InlineData("""{"id":"e","event":null}""", "from.header")]
    [InlineData("""{"id":"e","event":"from.body"}""", "from.body")]
    public void The_header_names_the_event_only_where_the_body_does_not(string body, string expected)
    {
        Assert.Equal(expected, Deliveries.Of(body, ("X-Webhook-Event", "from.header")).ReadEnvelope().EventName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\":\"secret@example.com\"")]
    [InlineData("{\"id\":\"secret@example.com\"}")]
    public void What_has_no_envelope_is_told_without_quoting_it(string body)
    {
        var found = Deliveries.Provider.TryReadEnvelope(Deliveries.Of(body), out _, out var problem);

        Assert.False(found);
        Assert.NotNull(problem);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_never_makes_an_envelope_of_what_is_not_JSON()
    {
        Assert.False(Deliveries.Provider.TryReadEnvelope(Deliveries.Of("nothing", ("X-Webhook-Event", "x")), out _, out _));
    }

    [Theory]
    [InlineData("""{"event":"whatsapp.flows.init"}""", true)]
    [InlineData("""{"event":"whatsapp.flows.not_known_yet"}""", true)]
    [InlineData("""{"event":"x","resourceType":"flow_response"}""", true)]
    [InlineData("""{"event":"x","data":{"flowExchange":{}}}""", true)]
    [InlineData("""{"event":"x","data":{"flowExchange":"broken"}}""", true)]
    [InlineData("""{"data":{"a":[{"b":1}],"flowExchange":{}},"event":"x"}""", true)]
    [InlineData("""{"event":"x","data":{"flowExchange":null}}""", false)]
    [InlineData("""{"event":"x","data":{"inner":{"flowExchange":{}}}}""", false)]
    [InlineData("""{"event":"x","flowExchange":{}}""", false)]
    [InlineData("""{"event":"x","data":["flowExchange"]}""", false)]
    [InlineData("""{"event":"x","data":{"message":{"content":"flowExchange"}}}""", false)]
    [InlineData("""{"event":"whatsapp.template.updated"}""", false)]
    public void IsFlowExchange_tells_whether_somebody_waits(string body, bool expected)
    {
        Assert.Equal(expected, Deliveries.Of(body).ReadEnvelope().IsFlowExchange);
    }

    [Fact]
    public void A_body_that_breaks_off_after_its_event_has_an_envelope()
    {
        var envelope = Deliveries.Of("""{"id":"evt_1","event":"whatsapp.flows.init","data":{"flowEx""").ReadEnvelope();

        Assert.Equal("evt_1", envelope.EventId);
        Assert.True(envelope.IsFlowExchange);
    }

    [Theory]
    [InlineData("""{"\ud800":1,"event":"x"}""")]
    [InlineData("""{"data":{"\ud800":1,"flowExchange":null},"event":"x"}""")]
    public void Half_a_surrogate_pair_in_a_key_disturbs_nothing(string body)
    {
        Assert.Equal("x", Deliveries.Of(body).ReadEnvelope().EventName);
    }
}

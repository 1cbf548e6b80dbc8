using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Tests.Samples;

public sealed partial class PlaticaSamplesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, 125, TimeSpan.Zero);

    // The catalogue of docs.platica.mx, "Listar eventos".
    private static readonly string[] Catalogue =
    [
        "conversation.created", "conversation.status.updated", "conversation.operation.updated", "conversation.owners.updated",
        "conversation.tags.updated", "conversation.expired", "message.created", "message.updated", "message.deleted",
        "client.created", "client.updated", "client.owners.updated", "client.tags.updated", "client.customFields.updated",
        "referral.received", "whatsapp.flows.init", "whatsapp.flows.screen_advance", "whatsapp.flows.back", "whatsapp.flows.exchanges",
    ];

    private static readonly string[] EnvelopeFields =
        ["id", "event", "workspaceId", "timestamp", "source", "resourceType", "resourceId", "changes", "data"];

    public static TheoryData<string> EventNames => [.. Catalogue];

    [Fact]
    public void All_tells_every_event_of_the_catalogue_once()
    {
        var told = PlaticaSamples.Story.All(Now).Select(sample => sample.EventName);

        Assert.Equal(Catalogue.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.Equal(PlaticaSamples.Story.EventNames, PlaticaSamples.Story.All(Now).Select(sample => sample.EventName));
    }

    [Fact]
    public void All_has_strictly_increasing_times_within_the_past_five_minutes()
    {
        var times = PlaticaSamples.Story.All(Now).Select(sample => ReadTime(Parse(sample).GetProperty("timestamp"))).ToList();

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.InRange(times[0], Now.AddMinutes(-5), Now);
        Assert.InRange(times[^1], Now.AddMinutes(-5), Now.AddMilliseconds(-1));
    }

    [Fact]
    public void All_makes_fresh_ids_each_time()
    {
        var ids = PlaticaSamples.Story.All(Now).Concat(PlaticaSamples.Story.All(Now)).Select(sample => sample.EventId).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void All_agrees_on_when_the_conversation_and_the_client_were_created()
    {
        foreach (var resource in (string[])["conversation", "client"])
        {
            var created = PlaticaSamples.Story.All(Now)
                .Select(sample => Parse(sample).GetProperty("data"))
                .Where(data => data.TryGetProperty(resource, out var value) && value.ValueKind == JsonValueKind.Object
                    && value.TryGetProperty("creationDate", out _))
                .Select(data => data.GetProperty(resource).GetProperty("creationDate").GetString())
                .ToList();

            Assert.True(created.Count > 1);
            Assert.Single(created.Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Create_has_the_documented_envelope_in_the_documented_order(string eventName)
    {
        var sample = PlaticaSamples.Story.Create(eventName, Now);

        var body = Parse(sample);
        Assert.Equal(EnvelopeFields, body.EnumerateObject().Select(field => field.Name));
        Assert.Equal(eventName, body.GetProperty("event").GetString());
        Assert.Equal(sample.EventId, body.GetProperty("id").GetString());
        Assert.True(Guid.TryParse(sample.EventId, out _));
        Assert.Equal("2026-11-20T09:30:00.125Z", body.GetProperty("timestamp").GetString());
        Assert.Equal(Now, sample.Timestamp);
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Create_and_All_tell_the_same_data(string eventName)
    {
        var single = Parse(PlaticaSamples.Story.Create(eventName, Now)).GetProperty("data");
        var told = Parse(PlaticaSamples.Story.All(Now).Single(sample => sample.EventName == eventName)).GetProperty("data");

        Assert.Equal(told.GetRawText(), single.GetRawText());
    }

    [Fact]
    public void All_tells_of_a_state_never_later_than_its_event()
    {
        foreach (var sample in PlaticaSamples.Story.All(Now))
        {
            var updates = Parse(sample).GetProperty("data").EnumerateObject()
                .Where(part => part.Value.ValueKind == JsonValueKind.Object && part.Value.TryGetProperty("lastUpdate", out _))
                .Select(part => ReadTime(part.Value.GetProperty("lastUpdate")));

            Assert.All(updates, update => Assert.True(update <= sample.Timestamp, sample.EventName));
        }
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Create_tells_nothing_that_lies_in_the_future(string eventName)
    {
        var text = Encoding.UTF8.GetString(PlaticaSamples.Story.Create(eventName, Now).Body.Span);

        var times = Time().Matches(text)
            .Where(match => match.Groups["field"].Value != "expiresAt")
            .Select(match => match.Groups["time"].Value);
        Assert.NotEmpty(times);
        Assert.All(times, time => Assert.True(Parse(time) <= Now, $"{time} is after {Now:o}"));
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Create_writes_compact_json_without_escapes_or_placeholders(string eventName)
    {
        var text = Encoding.UTF8.GetString(PlaticaSamples.Story.Create(eventName, Now).Body.Span);

        Assert.DoesNotContain('\n', text);
        Assert.DoesNotContain("\": ", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\\', text);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Create_is_about_one_conversation_one_client_and_their_messages(string eventName)
    {
        var body = Parse(PlaticaSamples.Story.Create(eventName, Now));

        var data = body.GetProperty("data");
        Assert.Equal("ws_demo", body.GetProperty("workspaceId").GetString());
        Assert.All(Ids(data, "conversation"), id => Assert.Equal("conv_lucia", id));
        Assert.All(Ids(data, "client"), id => Assert.Equal("cli_lucia", id));
        Assert.All(Ids(data, "message"), id => Assert.StartsWith("msg_lucia_", id, StringComparison.Ordinal));
        var resource = body.GetProperty("resourceType").GetString()!;
        var about = resource == "flow_response"
            ? data.GetProperty("flowResponse").GetProperty("flowToken").GetString()
            : Ids(data, resource).FirstOrDefault();
        Assert.Equal(about ?? "conv_lucia", body.GetProperty("resourceId").GetString());
    }

    [Theory]
    [InlineData("whatsapp.flows.init", "init", null)]
    [InlineData("whatsapp.flows.screen_advance", "data_exchange", "WELCOME")]
    [InlineData("whatsapp.flows.back", "back", "PAYMENT")]
    [InlineData("whatsapp.flows.exchanges", "data_exchange", "WELCOME")]
    public void Create_asks_what_a_phone_asks_in_the_Quote_flow(string eventName, string action, string? screen)
    {
        var data = Parse(PlaticaSamples.Story.Create(eventName, Now)).GetProperty("data");

        var exchange = data.GetProperty("flowExchange");
        Assert.Equal("Quote flow", data.GetProperty("flow").GetProperty("name").GetString());
        Assert.Equal(action, exchange.GetProperty("action").GetString());
        Assert.Equal(screen, exchange.GetProperty("screen").GetString());
        Assert.Equal(action == "data_exchange", exchange.GetProperty("payload").TryGetProperty("selected_product", out _));
    }

    [Fact]
    public void Create_refuses_a_name_outside_the_catalogue_and_lists_it()
    {
        var failure = Assert.Throws<ArgumentException>(() => PlaticaSamples.Story.Create("conversation.renamed", Now));

        Assert.All(Catalogue, name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void FlowSteps_name_events_of_the_catalogue()
    {
        Assert.Equal(["init", "advance", "back"], PlaticaSamples.Story.FlowSteps.Keys);
        Assert.All(PlaticaSamples.Story.FlowSteps.Values, name => Assert.Contains(name, Catalogue));
    }

    private static JsonElement Parse(ProviderSample sample) => JsonElement.Parse(sample.Body.Span);

    private static IEnumerable<string> Ids(JsonElement data, string resource) =>
        data.TryGetProperty(resource, out var value) && value.ValueKind == JsonValueKind.Object
            ? [value.GetProperty("id").GetString()!]
            : [];

    private static DateTimeOffset ReadTime(JsonElement value) => Parse(value.GetString()!);

    private static DateTimeOffset Parse(string time) =>
        DateTimeOffset.ParseExact(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    [GeneratedRegex("\"(?<field>\\w+)\":\"(?<time>\\d{4}-\\d\\d-\\d\\dT[^\"]+)\"")]
    private static partial Regex Time();
}

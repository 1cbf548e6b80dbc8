using System.Net;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>The sample bodies of Platica's documents, posted as they stand there.</summary>
public sealed class SampleBodiesTests
{
    public static TheoryData<string> Events => [.. PlaticaEvents.All.Keys.Where(name => PlaticaEvents.CategoryOf(name) != EventCategory.WhatsAppFlow)];

    [Theory]
    [InlineData("whatsapp.flows.init", "WELCOME")]
    [InlineData("whatsapp.flows.screen_advance", "PAYMENT")]
    [InlineData("whatsapp.flows.exchanges", "PAYMENT")]
    [InlineData("whatsapp.flows.back", "WELCOME")]
    public async Task A_Flow_sample_gets_its_screen(string eventName, string screen)
    {
        await using var host = await RunningLocalHost.StartAsync();

        var answer = await AnswerAsync(host, Fixture.Text(eventName));

        Assert.Equal(screen, answer.GetProperty("screen").GetString());
        AssertData(answer);
    }

    [Fact]
    public async Task A_Flow_named_by_id_and_account_only_is_answered()
    {
        await using var host = await RunningLocalHost.StartAsync();
        var sample = JsonElement.Parse(Fixture.Text("whatsapp.flows.init"));

        Assert.Equal(["id", "wabaId"], sample.GetProperty("data").GetProperty("flow").EnumerateObject().Select(member => member.Name));
        AssertData(await AnswerAsync(host, sample.GetRawText()));
    }

    [Theory]
    [InlineData("p1", 299)]
    [InlineData("p2", 499)]
    [InlineData("p3", 999)]
    public async Task A_chosen_product_gets_its_price(string product, int price)
    {
        await using var host = await RunningLocalHost.StartAsync();

        var answer = await AnswerAsync(host, WithPayload($$"""{"selected_product":"{{product}}"}"""));

        Assert.Equal("PAYMENT", answer.GetProperty("screen").GetString());
        Assert.Equal(price, answer.GetProperty("data").GetProperty("amount_mxn").GetInt32());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"selected_product":"p9"}""")]
    public async Task Without_a_known_product_the_screen_stays_and_says_so(string payload)
    {
        await using var host = await RunningLocalHost.StartAsync();

        var answer = await AnswerAsync(host, WithPayload(payload));

        Assert.Equal("WELCOME", answer.GetProperty("screen").GetString());
        Assert.Equal("Elige un producto", answer.GetProperty("data").GetProperty("error_message").GetString());
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Any_other_sample_is_accepted_and_can_be_read(string eventName)
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.SignedPostAsync(Fixture.Body(eventName));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await host.WaitUntilProcessedAsync();
        var archived = Assert.Single(await host.GetItemsAsync("/api/events?bodies=true"));
        Assert.Equal(Fixture.Text(eventName), archived.GetProperty("body").GetString());
        var resourceId = archived.GetProperty("resourceId").GetString();
        var route = archived.GetProperty("resourceType").GetString() switch
        {
            "conversation" => $"/api/conversations/{resourceId}",
            "client" => $"/api/clients/{resourceId}",
            _ => null,
        };
        if (route is not null)
        {
            Assert.Equal(resourceId, (await host.GetJsonAsync(route)).GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task All_samples_together_tell_one_story()
    {
        await using var host = await RunningLocalHost.StartAsync();
        foreach (var eventName in PlaticaEvents.All.Keys)
        {
            using var answer = await host.SignedPostAsync(Fixture.Body(eventName));
            Assert.True(answer.IsSuccessStatusCode);
        }

        await host.WaitUntilProcessedAsync();

        Assert.Equal(PlaticaEvents.All.Count, (await host.GetItemsAsync("/api/events")).Count);
        Assert.Empty(await host.GetDeadLettersAsync());
        var conversation = Assert.Single(await host.GetItemsAsync("/api/conversations"));
        Assert.Equal("expired", conversation.GetProperty("status").GetString());
        Assert.False(conversation.GetProperty("canSendDirectMessage").GetBoolean());
        Assert.Equal(7, conversation.GetProperty("messageCount").GetInt32());
        Assert.Equal("msg_2", conversation.GetProperty("lastMessageId").GetString());
        Assert.Equal("2026-05-11T15:10:00Z", conversation.GetProperty("expiredAt").GetString());
        var messages = await host.GetItemsAsync("/api/conversations/conv_1/messages");
        Assert.Equal(["msg_2", "msg_1"], messages.Select(message => message.GetProperty("id").GetString()));
        Assert.True(messages[0].GetProperty("deleted").GetBoolean());
        var client = Assert.Single(await host.GetItemsAsync("/api/clients"));
        Assert.Equal("lucia@example.com", client.GetProperty("email").GetString());
        Assert.Equal("""{"etapa":"contactado","intereses":["a","b"],"visitas":3}""", client.GetProperty("customFields").GetRawText());
    }

    private static string WithPayload(string payload) =>
        Fixture.Text("whatsapp.flows.screen_advance").Replace("""{"producto":"p2"}""", payload, StringComparison.Ordinal);

    private static void AssertData(JsonElement answer) => Assert.Equal(JsonValueKind.Object, answer.GetProperty("data").ValueKind);

    private static async Task<JsonElement> AnswerAsync(RunningLocalHost host, string body)
    {
        using var answer = await host.SignedPostAsync(body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}

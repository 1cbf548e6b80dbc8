using System.Net;
using System.Text;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Web;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>Watsi's deliveries from the door to the read API.</summary>
public sealed class WatsiTests
{
    private const string Path = "/api/webhooks/watsi";
    private const string Secret = "whsec_of_watsi";
    private const string Workspace = "watsi.7b1d5f0e-0000-4000-8000-000000000001";
    private const string Reference = "@Microsoft.KeyVault(VaultName=v;SecretName=s)";

    private static readonly string[] Story =
    [
        Event("evt_1", "contact.created", "15:00:00", """{"contactId":"contact_1","phone":"+5215500000001","name":"Lucía Demo"}"""),
        Event("evt_2", "conversation.created", "15:00:01", """{"conversationId":"chat_1","contactId":"contact_1","status":"active","channel":"whatsapp"}"""),
        Event("evt_3", "message.received", "15:00:02", """{"from":"5215500000001","body":"Hola","messageId":"wamid.1","conversationId":"chat_1","channel":"whatsapp"}"""),
        Event("evt_4", "message.status", "15:02:02", """{"messageId":"wamid.2","status":"read","recipientId":"5215500000001","timestamp":"1778425320"}"""),
        Event("evt_5", "message.status", "15:02:01", """{"messageId":"wamid.2","status":"delivered","recipientId":"5215500000001","timestamp":"1778425320"}"""),
        Event("evt_6", "message.status", "15:02:09", """{"messageId":"wamid.2","status":"sent","recipientId":"5215500000001","timestamp":"1778425329"}"""),
        Event("evt_7", "conversation.updated", "16:00:00", """{"conversationId":"chat_1","status":"closed","assignedUserId":"user_1","watsiEnabled":false}"""),
        Event("evt_8", "conversation.updated", "16:00:01", """{"conversationId":"chat_1","assignedUserId":null}"""),
        Event("evt_9", "contact.updated", "16:00:02", """{"contactId":"contact_1","email":"lucia@example.com"}"""),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_story_told_in_any_order_and_twice_leaves_the_same_behind(int seed)
    {
        await using var host = await StartAsync();
        var told = Story.Concat(Story).ToArray();
        new Random(seed).Shuffle(told);

        foreach (var body in told)
        {
            using var answer = await PostAsync(host, body);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        await host.WaitUntilProcessedAsync();
        Assert.Empty(await host.GetDeadLettersAsync());
        var conversation = await host.GetJsonAsync($"/api/conversations/chat_1?workspace={Workspace}");
        Assert.Equal(
            ("closed", "assistance", "contact_1", "whatsapp", "Hola"),
            (Text(conversation, "status"), Text(conversation, "operation"), Text(conversation, "clientId"), Text(conversation, "platform"), Text(conversation, "lastMessageText")));
        Assert.False(conversation.TryGetProperty("owners", out var owners) && owners.ValueKind != JsonValueKind.Null);
        var client = await host.GetJsonAsync($"/api/clients/contact_1?workspace={Workspace}");
        Assert.Equal(("Lucía Demo", "lucia@example.com", "+5215500000001"), (Text(client, "name"), Text(client, "email"), Text(client, "phoneNumber")));
        var message = Assert.Single(await host.GetItemsAsync($"/api/conversations/chat_1/messages?workspace={Workspace}"));
        Assert.Equal(("wamid.1", "incoming", "Hola"), (Text(message, "id"), Text(message, "direction"), Text(message, "content")));
        Assert.Equal("chat_1", Text(Assert.Single(await host.GetItemsAsync($"/api/conversations?phone=%2B525500000001&workspace={Workspace}")), "id"));
        Assert.Equal(Story.Length, (await host.GetItemsAsync($"/api/events?workspace={Workspace}")).Count);
    }

    [Fact]
    public async Task The_signature_is_plain_hex_of_either_secret_in_Watsis_header()
    {
        await using var host = await StartAsync(new SigningSecrets(Secret, "the one before"));
        var body = Story[0];

        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync((WatsiHeaders.Signature, Sign(body, Secret))));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync((WatsiHeaders.Signature, Sign(body, "the one before"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync((WatsiHeaders.Signature, Sign(body, "another"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync((WatsiHeaders.Signature, $"sha256={Sign(body, Secret)}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync((RunningLocalHost.SignatureHeader, $"sha256={Sign(body, Secret)}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync((WatsiHeaders.Signature, Sign(body, RunningLocalHost.Secret))));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync(params (string Name, string Value)[] headers)
        {
            using var answer = await host.SendAsync(HttpMethod.Post, Path, new StringContent(body), headers);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Without_a_secret_Watsi_is_off()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await PostAsync(host, Story[0]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("watsi", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var (_, health) = await host.GetHealthAsync();
        Assert.False(health.GetProperty("providers").TryGetProperty("watsi", out _));
        Assert.Equal("""["/api/webhooks/platica"]""", health.GetProperty("webhooks").GetRawText());
    }

    [Fact]
    public async Task A_reference_that_was_not_resolved_leaves_Watsi_on_but_unready()
    {
        await using var host = await StartAsync(new SigningSecrets(Reference));

        using var answer = await host.SendAsync(HttpMethod.Post, Path, new StringContent(Story[0]), (WatsiHeaders.Signature, Sign(Story[0], Reference)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var (status, health) = await host.GetHealthAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(
            ("configured", "the Key Vault reference in Watsi__Secret was not resolved"),
            (Text(health.GetProperty("providers"), "platica"), Text(health.GetProperty("providers"), "watsi")));
    }

    [Fact]
    public async Task Health_tells_of_Watsi_and_its_URL_once_it_has_a_secret()
    {
        await using var host = await StartAsync();

        var (status, health) = await host.GetHealthAsync();

        Assert.Equal((HttpStatusCode.OK, "configured"), (status, Text(health.GetProperty("providers"), "watsi")));
        Assert.Equal("""["/api/webhooks/platica","/api/webhooks/watsi"]""", health.GetProperty("webhooks").GetRawText());
    }

    [Theory]
    [InlineData("GET", Path, 405)]
    [InlineData("PUT", Path, 405)]
    [InlineData("POST", Path + "/messages", 404)]
    public async Task Watsi_has_one_URL_and_posts(string method, string path, int expected)
    {
        await using var host = await StartAsync();

        using var answer = await host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(expected, (int)answer.StatusCode);
    }

    [Fact]
    public async Task The_signed_body_says_what_it_is_whatever_the_headers_say()
    {
        await using var host = await StartAsync();

        using (await PostAsync(host, Story[0], (WatsiHeaders.Event, "message.received"), (WatsiHeaders.DeliveryId, "dlv_1")))
        {
            await host.WaitUntilProcessedAsync();
        }

        var archived = Assert.Single(await host.GetItemsAsync($"/api/events?workspace={Workspace}"));
        Assert.Equal(("contact.created", "contact", "contact_1"), (Text(archived, "event"), Text(archived, "resourceType"), Text(archived, "resourceId")));
        Assert.Empty(await host.GetItemsAsync($"/api/conversations?workspace={Workspace}"));
    }

    [Fact]
    public async Task An_unknown_event_is_archived_and_a_malformed_one_is_a_dead_letter()
    {
        await using var host = await StartAsync();

        using (var unknown = await PostAsync(host, Event("evt_1", "galaxy.discovered", "15:00:00", "{}")))
        using (var malformed = await PostAsync(host, "{\"id\":"))
        {
            Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (unknown.StatusCode, malformed.StatusCode));
        }

        await host.WaitUntilProcessedAsync();
        Assert.Equal("galaxy.discovered", Text(Assert.Single(await host.GetItemsAsync($"/api/events?workspace={Workspace}")), "event"));
        var letter = Assert.Single(await host.GetDeadLettersAsync());
        Assert.Equal(("malformed-envelope", "watsi"), (Text(letter, "reason"), Text(letter, "provider")));
    }

    [Fact]
    public async Task Equal_ids_of_two_providers_never_meet()
    {
        await using var host = await StartAsync();

        using (await PostAsync(host, Story[1]))
        using (await host.SignedPostAsync("""{"id":"evt_2","event":"conversation.created","workspaceId":"7b1d5f0e-0000-4000-8000-000000000001","data":{"conversation":{"id":"chat_1","status":"open"}}}"""))
        {
            await host.WaitUntilProcessedAsync();
        }

        Assert.Equal("active", Text(await host.GetJsonAsync($"/api/conversations/chat_1?workspace={Workspace}"), "status"));
        Assert.Equal("open", Text(await host.GetJsonAsync("/api/conversations/chat_1?workspace=platica.7b1d5f0e-0000-4000-8000-000000000001"), "status"));
    }

    private static Task<RunningLocalHost> StartAsync(SigningSecrets? secrets = null) => RunningLocalHost.StartAsync(
        options => options with { Pipeline = options.Pipeline with { Watsi = new(secrets ?? new SigningSecrets(Secret)) } });

    private static Task<HttpResponseMessage> PostAsync(RunningLocalHost host, string body, params (string Name, string Value)[] headers) =>
        host.SendAsync(HttpMethod.Post, Path, new StringContent(body), [.. headers, (WatsiHeaders.Signature, Sign(body, Secret))]);

    private static string Sign(string body, string secret) =>
        WebhookSignature.Sign(Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetBytes(secret), WebhookSignature.NoPrefix);

    private static string Event(string id, string type, string time, string data) => $$"""
        {"id":"{{id}}","type":"{{type}}","created_at":"2026-05-10T{{time}}.000Z","workspace_id":"7b1d5f0e-0000-4000-8000-000000000001","data":{{data}}}
        """;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

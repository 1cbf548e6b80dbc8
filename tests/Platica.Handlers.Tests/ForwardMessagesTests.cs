using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Handlers.ForwardMessages;
using Platica.Handlers.Tests.Infrastructure;
using Platica.Processing;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Receiving;
using Platica.Webhooks;
using Platica.Webhooks.Events;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;
using Catalogue = Platica.Webhooks.Providers.Platica.Samples.PlaticaSamples;

namespace Platica.Handlers.Tests;

public sealed class ForwardMessagesTests : IAsyncDisposable
{
    private const string Url = "https://crm.example.com/messages";

    private readonly RecordingNetwork _network = new();
    private readonly ServiceProvider _services;

    public ForwardMessagesTests() => _services = Services(Url);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task What_a_customer_writes_is_posted_with_the_event_id_as_idempotency_key()
    {
        var written = Read(Catalogue.Story.Create("message.created", new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero)).Body);

        Assert.Equal([null], await DispatchAsync(_services, written));

        var sent = Assert.Single(_network.Sent);
        Assert.Equal((HttpMethod.Post, Url, written.EventId, "application/json"), (sent.Method, sent.Url, sent.IdempotencyKey, sent.MediaType));
        var body = JsonElement.Parse(sent.Body);
        Assert.Equal(
            ["messageId", "conversationId", "phoneNumber", "name", "text", "occurredAt"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("msg_lucia_1", body.GetProperty("messageId").GetString());
        Assert.Equal("conv_lucia", body.GetProperty("conversationId").GetString());
        Assert.Equal("+5215500000001", body.GetProperty("phoneNumber").GetString());
        Assert.Equal("Lucía Hernández", body.GetProperty("name").GetString());
        Assert.Equal("Hola, vi su anuncio. ¿Me pueden cotizar el plan Pro?", body.GetProperty("text").GetString());
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), body.GetProperty("occurredAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_the_business_writes_and_what_is_no_message_is_not_sent()
    {
        var answer = Read("""{"event":"message.created","id":"e1","data":{"message":{"id":"m1","direction":"outgoing"}}}"""u8.ToArray());
        var other = Read("""{"event":"conversation.created","id":"e2","data":{"conversation":{"id":"c1"}}}"""u8.ToArray());

        Assert.Equal([null, null], await DispatchAsync(_services, answer, other));

        Assert.Empty(_network.Sent);
    }

    [Fact]
    public async Task A_message_of_a_few_fields_is_sent_with_nulls()
    {
        var bare = Read("""{"event":"message.created","id":"e1","data":{"message":{"id":"m1","direction":"incoming"}}}"""u8.ToArray());

        Assert.Equal([null], await DispatchAsync(_services, bare));

        var body = JsonElement.Parse(Assert.Single(_network.Sent).Body);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("text").ValueKind);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("phoneNumber").ValueKind);
    }

    [Fact]
    public async Task An_answer_that_is_not_2xx_is_a_failure_and_tried_again_with_the_same_key()
    {
        _network.Answers.Enqueue(HttpStatusCode.ServiceUnavailable);
        _network.Answers.Enqueue(HttpStatusCode.Found);
        var written = Read("""{"event":"message.created","id":"e1","data":{"message":{"id":"m1","direction":"incoming"}}}"""u8.ToArray());

        Assert.Equal([null], await DispatchAsync(_services, written));

        Assert.Equal(["e1", "e1", "e1"], _network.Sent.Select(sent => sent.IdempotencyKey));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task It_is_off_until_an_address_is_set(string? url)
    {
        await using var services = Services(url);
        var written = Read("""{"event":"message.created","id":"e1","data":{"message":{"id":"m1","direction":"incoming"}}}"""u8.ToArray());

        Assert.Equal([null], await DispatchAsync(services, written));

        Assert.Empty(_network.Sent);
    }

    [Theory]
    [InlineData("crm.example.com")]
    [InlineData("/messages")]
    [InlineData("ftp://crm.example.com")]
    public void An_address_that_is_none_is_refused(string url) =>
        Assert.Contains("Forward__Url", Assert.Throws<EventHandlerSetupException>(() => Services(url)).Message, StringComparison.Ordinal);

    private static Task<IReadOnlyList<string?>> DispatchAsync(ServiceProvider services, params IReadOnlyList<WebhookEvent> events) =>
        services.GetRequiredService<IEventDispatcher>().DispatchAsync(events, CancellationToken.None);

    private static WebhookEvent Read(ReadOnlyMemory<byte> body)
    {
        var provider = new PlaticaProvider(new PlaticaSettings(new SigningSecrets("secret")));
        var delivery = new Delivery { Provider = "platica", ReceivedAt = DateTimeOffset.UnixEpoch, Body = body };
        Assert.True(provider.TryReadEnvelope(delivery, out var envelope, out _));
        return provider.Translate(delivery, envelope).Event!;
    }

    private ServiceProvider Services(string? url) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
        .AddProcessing(new ReceiverOptions(), new ProcessingOptions())
        .AddSingleton(new EventHandlerOptions { RetryWaits = [TimeSpan.Zero, TimeSpan.Zero] })
        .AddForwardMessages(url, () => _network)
        .BuildServiceProvider(validateScopes: true);
}

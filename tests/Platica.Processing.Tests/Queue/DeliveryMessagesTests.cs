using System.Diagnostics;
using System.Text;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Testing.Queue;
using Platica.Webhooks;
using Activity = System.Diagnostics.Activity;

namespace Platica.Processing.Tests.Queue;

/// <summary>Deliveries go over the wire, limits of the broker included, and come out as they went in.</summary>
public sealed class DeliveryMessagesTests
{
    private const int Inline = 192 * 1024;

    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryBroker _broker = new(new ManualTimeProvider());
    private readonly DeliveryMessages _messages;

    public DeliveryMessagesTests() => _messages = new(new([Pipeline.Provider]), _blobs);

    public static TheoryData<int, int?> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int?>();
            foreach (var body in (int[])[0, 1, 750, Inline - 100, Inline, Inline + 1, 256 * 1024, 1024 * 1024])
            {
                foreach (var answer in (int?[])[null, 0, 30, 16 * 1024, (16 * 1024) + 1, 1024 * 1024])
                {
                    sizes.Add(body, answer);
                }
            }

            return sizes;
        }
    }

    public static TheoryData<string> Texts =>
    [
        "",
        " ",
        "message.created",
        "¿Cuánto cuesta? 日本語 👩‍👩‍👧 \u202Eآخر",
        "\0\u0001\r\n\t\u007F\u0085\uFEFF\uFFFE\uFFFF",
        "\"{}\\,;=%2F",
        new('ñ', 256),
    ];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task ReadAsync_returns_what_WriteAsync_was_given(int bodyBytes, int? answerBytes)
    {
        var delivery = Posted.Body("") with
        {
            ReceivedAt = Posted.Arrival.AddTicks(1234567),
            Body = Noise(bodyBytes),
            Reply = answerBytes is { } bytes ? new(Encoding.UTF8.GetBytes(new string('a', bytes)), "answered", 12.345678901234567) : null,
        };

        var content = await SendAndReceiveAsync(delivery);

        Assert.Null(content.Refusal);
        AssertSame(delivery, content.Delivery);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Attributes_and_outcomes_may_be_any_unicode(string text)
    {
        var delivery = Posted.Body("{}") with
        {
            Attributes = new Dictionary<string, string> { ["event"] = text, ["other"] = "x", [$"odd{text}"] = text },
            Reply = new(Encoding.UTF8.GetBytes(text), text, 0.1),
        };

        var content = await SendAndReceiveAsync(delivery);

        AssertSame(delivery, content.Delivery);
    }

    [Fact]
    public async Task An_answer_that_is_no_text_comes_back_byte_for_byte()
    {
        var delivery = Posted.Body("{}") with { Reply = new(new byte[] { 0xFF, 0xFE, 0x00, 0x80 }, "answered", 1) };

        var content = await SendAndReceiveAsync(delivery);

        AssertSame(delivery, content.Delivery);
    }

    [Fact]
    public async Task A_small_body_travels_raw_and_touches_no_blob()
    {
        var delivery = Posted.Body("""{"event":"client.updated"}""");

        var message = await _messages.WriteAsync(delivery, CancellationToken.None);

        Assert.Equal(delivery.Body.ToArray(), message.Body.ToArray());
        Assert.DoesNotContain(DeliveryMessages.BodyReferenceProperty, message.Properties.Keys);
        Assert.Empty(_blobs.Names);
    }

    [Fact]
    public async Task A_large_body_is_a_blob_named_by_day_provider_and_content_and_the_delivery_tells_it()
    {
        var delivery = Posted.Body("") with { Body = Noise(Inline + 1) };

        var content = await SendAndReceiveAsync(delivery);
        await SendAndReceiveAsync(delivery);

        var name = Assert.Single(_blobs.Names);
        Assert.Matches("^bodies/2026/11/20/platica/[0-9a-f]{64}$", name);
        Assert.Equal(name, content.Delivery?.BodyReference);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 1)]
    public async Task A_body_goes_to_a_blob_when_it_is_too_large_together_with_the_answer(int answerBytes, int blobs)
    {
        var delivery = Posted.Body("") with { Body = Noise(Inline - 900), Reply = new(new byte[answerBytes], "answered", 1) };

        await _messages.WriteAsync(delivery, CancellationToken.None);

        Assert.Equal(blobs, _blobs.Names.Count);
    }

    [Fact]
    public async Task A_body_that_has_a_home_already_is_not_written_again()
    {
        await _blobs.WriteAsync("bodies/old", "{}"u8.ToArray(), CancellationToken.None);

        var content = await SendAndReceiveAsync(Posted.Body("{}") with { BodyReference = "bodies/old" });

        Assert.Equal(["bodies/old"], _blobs.Names);
        Assert.Equal("bodies/old", content.Delivery?.BodyReference);
        Assert.Equal("{}"u8.ToArray(), content.Delivery?.Body.ToArray());
    }

    [Fact]
    public async Task A_large_body_needs_the_blob_store()
    {
        _blobs.IsDown = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _messages.WriteAsync(Posted.Body("") with { Body = Noise(Inline + 1) }, CancellationToken.None));
    }

    [Fact]
    public async Task A_large_answer_without_a_blob_store_does_not_cost_the_lead()
    {
        _blobs.IsDown = true;
        var delivery = Posted.Body("{}") with { Reply = new(Noise(20_000), "answered", 5) };

        var content = await SendAndReceiveAsync(delivery);

        AssertSame(delivery with { Reply = delivery.Reply with { Answer = Array.Empty<byte>() } }, content.Delivery);
    }

    [Fact]
    public async Task A_body_that_is_gone_is_told_with_the_rest_of_the_delivery()
    {
        var message = await _messages.WriteAsync(Posted.Body("") with { Body = Noise(Inline + 1) }, CancellationToken.None);
        var name = Assert.Single(_blobs.Names);
        await _blobs.DeleteAsync(name, CancellationToken.None);

        var content = await _messages.ReadAsync(message, CancellationToken.None);

        Assert.Equal(Settlement.DeadLetter(DeadLetterReasons.BodyMissing, $"There is no blob '{name}'."), content.Refusal);
        Assert.Equal((Posted.Arrival, name), (content.Delivery?.ReceivedAt, content.Delivery?.BodyReference));
    }

    [Fact]
    public async Task An_answer_that_is_gone_does_not_cost_the_lead()
    {
        var delivery = Posted.Body("{}") with { Reply = new(Noise(20_000), "answered", 5) };
        var message = await _messages.WriteAsync(delivery, CancellationToken.None);
        await _blobs.DeleteAsync(Assert.Single(_blobs.Names), CancellationToken.None);

        var content = await _messages.ReadAsync(message, CancellationToken.None);

        AssertSame(delivery with { Reply = delivery.Reply with { Answer = Array.Empty<byte>() } }, content.Delivery);
    }

    [Theory]
    [InlineData("receivedAt", null)]
    [InlineData("receivedAt", "yesterday")]
    [InlineData("receivedAt", "2026-11-20T09:00:00")]
    [InlineData("provider", null)]
    public async Task A_message_without_provider_or_time_is_not_a_delivery(string property, string? value)
    {
        var message = await _messages.WriteAsync(Posted.Body("{}"), CancellationToken.None);
        var properties = message.Properties.ToDictionary();
        properties.Remove(property);
        if (value is not null)
        {
            properties[property] = value;
        }

        var content = await _messages.ReadAsync(message with { Properties = properties }, CancellationToken.None);

        Assert.Null(content.Delivery);
        Assert.Equal(DeadLetterReasons.NotADelivery, content.Refusal?.Reason);
    }

    [Fact]
    public async Task The_trace_of_the_webhook_call_travels_along()
    {
        using var activity = new Activity("receive").Start();

        var traced = await _messages.WriteAsync(Posted.Body("{}"), CancellationToken.None);
        activity.Stop();
        var untraced = await _messages.WriteAsync(Posted.Body("{}"), CancellationToken.None);

        Assert.Equal(activity.Id, DeliveryMessages.TraceParentOf(traced));
        Assert.True(ActivityContext.TryParse(DeliveryMessages.TraceParentOf(traced), null, out _));
        Assert.Null(DeliveryMessages.TraceParentOf(untraced));
    }

    private async Task<MessageContent> SendAndReceiveAsync(Delivery delivery)
    {
        await _broker.SendAsync(await _messages.WriteAsync(delivery, CancellationToken.None), CancellationToken.None);
        return await _messages.ReadAsync(_broker.Waiting[0].Message, CancellationToken.None);
    }

    private static void AssertSame(Delivery expected, Delivery? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.Provider, expected.ReceivedAt), (actual.Provider, actual.ReceivedAt));
        Assert.Equal(expected.Body.ToArray(), actual.Body.ToArray());
        Assert.Equal(expected.Attributes.OrderBy(pair => pair.Key), actual.Attributes.OrderBy(pair => pair.Key));
        Assert.Equal(expected.Reply?.Answer.ToArray(), actual.Reply?.Answer.ToArray());
        Assert.Equal((expected.Reply?.Outcome, expected.Reply?.Milliseconds), (actual.Reply?.Outcome, actual.Reply?.Milliseconds));
    }

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        return noise;
    }
}

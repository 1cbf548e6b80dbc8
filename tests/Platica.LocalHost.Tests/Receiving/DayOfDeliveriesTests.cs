using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>
/// A day of message.created as a real user's receiver confirms it: no conversation id, no client id, no content, phones without
/// <c>+</c> in both Mexican spellings; incoming ones, and outgoing ones of campaigns and schedules. In any order.
/// </summary>
public sealed class DayOfDeliveriesTests
{
    private const int MessagesOfEach = 12;

    private static readonly DateTimeOffset Morning = new(2026, 9, 7, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Channels = ["ch_ventas", "ch_soporte"];

    /// <summary>Each customer's phone in the spellings that occur; the first is the one used for matching.</summary>
    private static readonly string[][] Customers =
    [
        ["525511110001", "5215511110001"],
        ["525511110002", "5215511110002"],
        ["528122220003", "5218122220003"],
        ["14155550104"],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_day_without_conversation_and_client_ids_is_fully_readable(int seed)
    {
        await using var host = await RunningLocalHost.StartAsync();
        var day = Day();
        var order = day.ToArray();
        new Random(seed).Shuffle(order);

        foreach (var sent in order)
        {
            using var answer = await host.SignedPostAsync(sent.Body, ("X-Webhook-Event", "message.created"));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        await host.WaitUntilProcessedAsync();
        Assert.Empty(await host.GetDeadLettersAsync());
        Assert.Equal(day.Count, (await host.GetItemsAsync("/api/events?limit=7")).Count);
        Assert.Equal(
            Customers.Select(spellings => $"~{spellings[0]}").Order(StringComparer.Ordinal),
            (await host.GetItemsAsync("/api/clients?limit=3")).Select(client => client.GetProperty("id").GetString()!));

        var newestFirst = day.GroupBy(sent => sent.ConversationId).OrderByDescending(conversation => conversation.Max(sent => sent.At)).ToList();
        var conversations = await host.GetItemsAsync("/api/conversations?limit=3");
        Assert.Equal(newestFirst.Select(conversation => conversation.Key), conversations.Select(conversation => conversation.GetProperty("id").GetString()));
        foreach (var (sent, conversation) in newestFirst.Zip(conversations))
        {
            var last = sent.MaxBy(message => message.At)!;
            Assert.Equal(last.MessageId, conversation.GetProperty("lastMessageId").GetString());
            Assert.Equal(last.Direction, conversation.GetProperty("lastMessageDirection").GetString());
            var messages = await host.GetItemsAsync($"/api/conversations/{Uri.EscapeDataString(sent.Key)}/messages?limit=5");
            Assert.Equal(
                sent.OrderByDescending(message => message.At).Select(message => (message.MessageId, message.Direction)),
                messages.Select(message => (message.GetProperty("id").GetString()!, message.GetProperty("direction").GetString()!)));
        }
    }

    /// <summary>Every customer on every channel; conversations take turns, 20 minutes apart, so that each ends in a quarter of an hour of its own.</summary>
    private static List<Sent> Day()
    {
        var day = new List<Sent>();
        var conversations = Customers.SelectMany(spellings => Channels.Select(channel => (spellings, channel))).ToList();
        for (var turn = 0; turn < MessagesOfEach; turn++)
        {
            foreach (var (index, (spellings, channel)) in conversations.Index())
            {
                var number = (turn * conversations.Count) + index;
                day.Add(Message(number, spellings, channel, Morning.AddMinutes(20 * (day.Count % conversations.Count)).AddSeconds(turn)));
            }
        }

        return day;
    }

    private static Sent Message(int number, string[] spellings, string channel, DateTimeOffset at)
    {
        var (direction, role, source) = (number % 3) switch
        {
            0 => ("incoming", "user", "inbound.message.created"),
            1 => ("outgoing", "assistant", "campaign.message.received"),
            _ => ("outgoing", "assistant", "scheduler.scheduled_event.created"),
        };
        var time = at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var id = $"msg_{number:D3}";
        var body = new JsonObject
        {
            ["id"] = $"evt_{number:D3}",
            ["event"] = "message.created",
            ["workspaceId"] = "ws_real",
            ["timestamp"] = time,
            ["source"] = source,
            ["resourceType"] = "message",
            ["resourceId"] = id,
            ["changes"] = null,
            ["data"] = new JsonObject
            {
                ["message"] = new JsonObject { ["id"] = id, ["direction"] = direction, ["role"] = role, ["creationDate"] = time },
                ["conversation"] = new JsonObject
                {
                    ["channelId"] = channel,
                    ["platform"] = "whatsapp",
                    ["phoneNumber"] = spellings[number % spellings.Length],
                },
                ["client"] = new JsonObject { ["phoneNumber"] = spellings[(number + 1) % spellings.Length] },
            },
        };
        return new(id, $"~{channel}.{spellings[0]}", direction, at, body.ToJsonString());
    }

    private sealed record Sent(string MessageId, string ConversationId, string Direction, DateTimeOffset At, string Body);
}

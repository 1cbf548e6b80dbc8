using System.Globalization;

namespace Platica.LocalHost.Tests.Durability;

/// <summary>One message of a sender's conversation, as its event tells it.</summary>
internal sealed record SentMessage(string Sender, int Number)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public string EventId => $"evt-{Sender}-{Number}";

    public string ConversationId => $"conv-{Sender}";

    public string MessageId => $"msg-{Sender}-{Number}";

    public string Body
    {
        get
        {
            var time = Start.AddSeconds(Number).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            return $$$"""
                {"id":"{{{EventId}}}","event":"message.created","workspaceId":"ws_1","timestamp":"{{{time}}}","resourceType":"message",
                 "resourceId":"{{{MessageId}}}","changes":null,"data":{
                  "message":{"id":"{{{MessageId}}}","content":"Hola","direction":"incoming",
                   "creationDate":"{{{time}}}","lastUpdate":"{{{time}}}"},
                  "conversation":{"id":"{{{ConversationId}}}","platform":"whatsapp","status":"active"}
                 }}
                """;
        }
    }
}

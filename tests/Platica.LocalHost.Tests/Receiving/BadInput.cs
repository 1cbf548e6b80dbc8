using System.Text;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>A signed delivery that is not as documented, and what must become of it.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Body">The body.</param>
/// <param name="Reason">The dead letter's reason; null when the delivery must be archived in Events.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Header">The X-Webhook-Event header; null for none.</param>
public sealed record BadInput(string Name, byte[] Body, string? Reason = null, int Status = 202, string? Header = null)
{
    private const string MalformedEnvelope = "malformed-envelope";
    private const string RefusedByStore = "refused-by-store";

    private static readonly string Million = new('x', 1_000_000);

    public static IReadOnlyList<BadInput> Table { get; } =
    [
        // No JSON object.
        Text("empty body", "", MalformedEnvelope),
        Text("white space", " \r\n\t", MalformedEnvelope),
        Text("not JSON", "event=message.created&id=1", MalformedEnvelope),
        Text("not JSON, but a header names an event", "event=message.created", MalformedEnvelope) with { Header = "message.created" },
        Text("array", """[{"id":"e","event":"message.created"}]""", MalformedEnvelope),
        Text("string", "\"message.created\"", MalformedEnvelope),
        Text("number", "42", MalformedEnvelope),
        Text("true", "true", MalformedEnvelope),
        Text("null", "null", MalformedEnvelope),
        Text("two objects", Envelope() + Envelope(), MalformedEnvelope),
        Text("comment", "/* hello */" + Envelope(), MalformedEnvelope),
        Text("trailing comma", """{"id":"e","event":"message.created","data":{},}""", MalformedEnvelope),
        Text("single quotes", "{'event':'message.created'}", MalformedEnvelope),

        // No event name.
        Text("no event", """{"id":"e","data":{}}""", MalformedEnvelope),
        Text("empty event", """{"id":"e","event":""}""", MalformedEnvelope),
        Text("event of another type", """{"id":"e","event":{"name":"message.created"}}""", MalformedEnvelope),
        Text("event with half a surrogate pair", """{"id":"e","event":"\ud800"}""", MalformedEnvelope),
        Text("no event but in the header", """{"id":"e","data":{}}""") with { Header = "message.created" },

        // Depth.
        Text("100 levels of arrays", Envelope(data: Nested(100))),
        Text("100 levels of objects in a conversation", Envelope(data: $$$$"""{"conversation":{"id":"c","deep":{{{{NestedObjects(100)}}}}}}""")),
        Text("2,000 levels", Envelope(data: Nested(2000)), MalformedEnvelope),
        Text("2,000 levels before the event", $$$$"""{"data":{{{{Nested(2000)}}}},"event":"message.created"}""", MalformedEnvelope),
        Text("100,000 levels", Envelope(data: Nested(100_000)), MalformedEnvelope),
        Text("2,000 levels in a Flow exchange", Flow(Nested(2000)), MalformedEnvelope, 200),

        // Encodings.
        Bytes("invalid UTF-8 in a value", [.. "{\"id\":\"e\",\"event\":\"x\",\"data\":{\"message\":{\"content\":\""u8, 0xC3, 0x28, .. "\"}}}"u8], MalformedEnvelope),
        Bytes("invalid UTF-8 in a key", [.. "{\"id\":\"e\",\"event\":\"x\",\"data\":{\""u8, 0xFF, .. "\":1}}"u8], MalformedEnvelope),
        Bytes("invalid UTF-8 in the id", [.. "{\"event\":\"x\",\"id\":\""u8, 0xFF, .. "\"}"u8], MalformedEnvelope),
        Bytes("invalid UTF-8 in the event", [.. "{\"id\":\"e\",\"event\":\""u8, 0xFF, .. "\"}"u8], MalformedEnvelope),
        Bytes("surrogates as bytes", [.. "{\"id\":\"e\",\"event\":\"x\",\"data\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], MalformedEnvelope),
        Bytes("invalid UTF-8 in a Flow exchange", [.. "{\"id\":\"e\",\"event\":\"whatsapp.flows.back\",\"data\":\""u8, 0xFF, .. "\"}"u8], MalformedEnvelope) with { Status = 200 },
        Bytes("UTF-8 with a byte order mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Envelope())]),
        Bytes("UTF-16", Encoding.Unicode.GetBytes(Envelope()), MalformedEnvelope),
        Bytes("UTF-16 with a byte order mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Envelope())], MalformedEnvelope),
        Bytes("zero bytes", new byte[100], MalformedEnvelope),

        // Half surrogate pairs, as JSON escapes: well-formed JSON that no text can hold.
        Text("half a pair in a value", Envelope(data: """{"conversation":{"id":"c","contactName":"\ud83d","new":"\ud83d"}}""")),
        Text("half a pair in a key of a snapshot", Envelope(data: """{"conversation":{"id":"c","\ud83d":1}}""")),
        Text("half a pair in a key of custom fields", Envelope(data: """{"client":{"id":"c","customFields":{"\udc00":"x","etapa":"y"}}}""")),
        Text("half a pair in a key of data", Envelope(data: """{"\ud83d":1,"conversation":{"id":"c"}}""")),
        Text("half a pair in a key of data, last", Envelope(data: """{"conversation":{"id":"c"},"\ud83d\ud83d\ud83d":1}""")),
        Text("half a pair in a key of the envelope", """{"\ud83d":1,"id":"e","event":"conversation.created","data":{},"\ud83d\ud83d":2}"""),
        Text("half a pair in the id", """{"id":"\udc00","event":"conversation.created","data":{}}"""),
        Text("half a pair in a conversation's id", Envelope(data: """{"conversation":{"id":"\udc00"}}""")),
        Text("half a pair in an owner's key", Envelope(data: """{"message":{"id":"m","owner":{"\ud83d":1,"id":"o"}}}""")),
        Text("half a pair in a Flow's keys", Flow("""{"\ud83d\ud83d":1}"""), null, 200),
        Text("half a pair beside the Flow exchange", """{"id":"e","event":"whatsapp.flows.init","data":{"\ud83d\ud83d\ud83d":1,"flowExchange":{"action":"init"},"\ud83d\ud83d":1}}""", null, 200),
        Text("half a pair in a referral's key", """{"id":"e","event":"referral.received","data":{"referral":{"\ud83d":1},"\ud83d\ud83d":1}}"""),

        // Keys.
        Text("every key twice", """{"id":"a","id":"e","event":"x","event":"y","data":{},"data":{"conversation":{"id":"c","id":"d","tags":[],"tags":["a"]}}}"""),
        Text("an empty key", Envelope(data: """{"":1,"conversation":{"id":"c","":2}}""")),
        Text("300 unknown keys", Envelope(data: $$$$"""{"conversation":{"id":"c",{{{{string.Join(',', Enumerable.Range(0, 300).Select(n => $"\"key{n}\":{n}"))}}}}}}""")),
        Text("20,000 unknown keys", Envelope(data: $$$$"""{"conversation":{"id":"c",{{{{string.Join(',', Enumerable.Range(0, 20_000).Select(n => $"\"key{n}\":{n}"))}}}}}}"""), RefusedByStore),

        // Length.
        Text("content of a million characters", Envelope(data: $$$$"""{"message":{"id":"m","content":"{{{{Million}}}}"}}""")),
        Text("name of a million characters", Envelope(data: $$$$"""{"client":{"id":"c","name":"{{{{Million}}}}"}}""")),
        Text("unknown value of a million characters", Envelope(data: $$$$"""{"client":{"id":"c","new":"{{{{Million}}}}"}}""")),
        Text("content of 170,000 emoji", Envelope(data: $$$$"""{"message":{"id":"m","content":"{{{{string.Concat(Enumerable.Repeat("😀", 170_000))}}}}"}}""")),
        Text("phone of a million digits", Envelope(data: $$$$"""{"client":{"phoneNumber":"{{{{new string('5', 1_000_000)}}}}"}}"""), RefusedByStore),
        Text("conversation id of a million characters", Envelope(data: $$$$"""{"conversation":{"id":"{{{{Million}}}}"}}"""), RefusedByStore),
        Text("key of a million characters", Envelope(data: $$$$"""{"client":{"id":"c","{{{{Million}}}}":1}}"""), RefusedByStore),
        Text("id of a million characters", $$$$"""{"id":"{{{{Million}}}}","event":"x","data":{}}"""),
        Text("event of a million characters", $$$$"""{"id":"e","event":"{{{{Million}}}}","data":{}}"""),
        Text("workspace of a million characters", $$$$"""{"id":"e","event":"x","workspaceId":"{{{{Million}}}}","data":{}}""", RefusedByStore),
        Text("source of a million characters", $$$$"""{"id":"e","event":"x","source":"{{{{Million}}}}","data":{}}"""),
        Text("event of 40,000 characters", $$$$"""{"id":"e","event":"{{{{new string('x', 40_000)}}}}","data":{}}"""),

        // Times and numbers.
        Text("time before any table's", Envelope(timestamp: "0001-01-01T00:00:00.000Z")),
        Text("the last time there is", Envelope(timestamp: "9999-12-31T23:59:59.999Z")),
        Text("a time beyond the last", Envelope(timestamp: "9999-12-31T23:59:59.999-12:00")),
        Text("a time of year 10000", Envelope(timestamp: "10000-01-01T00:00:00Z")),
        Text("garbage for a time", Envelope(timestamp: "yesterday, around noon")),
        Text("first and last times in the snapshots", Envelope(data:
            """{"conversation":{"id":"c","creationDate":"0001-01-01T00:00:00Z","lastUpdate":"9999-12-31T23:59:59.9999999Z"},"message":{"id":"m","creationDate":"9999-12-31T23:59:59.9999999Z","lastUpdate":"1601-01-01T00:00:00Z"}}""")),
        Text("numbers beyond every type", Envelope(data:
            """{"conversation":{"id":"c","messageCount":9223372036854775808,"a":1e400,"b":-0,"c":1E+2,"d":0.1000000000000000055511151231257827}}""")),
        Text("negative zero for a count", Envelope(data: """{"conversation":{"id":"c","messageCount":-0}}""")),
        Text("empty strings everywhere",
            """{"id":"","event":"message.created","workspaceId":"","timestamp":"","source":"","resourceType":"","resourceId":"","data":{"message":{"id":"","content":"","status":"","creationDate":""},"conversation":{"id":"","channelId":"","phoneNumber":""},"client":{"id":"","phoneNumber":""}}}"""),
    ];

    public override string ToString() => Name;

    public static string Envelope(string data = "{}", string timestamp = "2026-05-10T15:00:00.000Z") =>
        $$$$"""{"id":"e","event":"message.created","workspaceId":"ws_1","timestamp":"{{{{timestamp}}}}","data":{{{{data}}}}}""";

    private static string Flow(string payload) => $$$$"""{"id":"e","event":"whatsapp.flows.init","data":{"flowExchange":{"action":"init","payload":{{{{payload}}}}}}}""";

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static string NestedObjects(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

    private static BadInput Text(string name, string body, string? reason = null, int status = 202) => new(name, Encoding.UTF8.GetBytes(body), reason, status);

    private static BadInput Bytes(string name, byte[] body, string? reason = null) => new(name, body, reason);
}

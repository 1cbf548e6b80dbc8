using FsCheck;
using FsCheck.Fluent;
using static Platica.Testing.Generating.JsonGen;

namespace Platica.Testing.Generating;

/// <summary>Generators of what stands in a delivery's <c>data</c>: few ids, few times, few values, so that deliveries meet.</summary>
internal static class PlaticaSnapshots
{
    public static readonly string[] ConversationIds = ["conv_1", "conv_2", "conv/3 ?|#"];
    public static readonly string[] MessageIds = ["msg_1", "msg_2", "msg_3", "~msg!4"];
    public static readonly string[] ClientIds = ["cli_1", "cli_2", "clí|3"];
    public static readonly string[] FlowIds = ["flow_1", "flow|2"];
    public static readonly string[] FlowTokens = ["tok_1", "tok/2", "flow"];

    /// <summary>The first two are one moment; the others are another second, quarter of an hour and day.</summary>
    public static readonly string[] Times =
    [
        "2026-11-20T09:00:00.000Z",
        "2026-11-20T03:00:00-06:00",
        "2026-11-20T09:00:01.5Z",
        "2026-11-20T09:20:00.000Z",
        "2026-11-21T00:00:00.000Z",
    ];

    private static readonly Gen<string> Time = TextOf(Times);

    private static readonly Gen<string> Phone = TextOf(
        "+5215500000001", "5215500000001", "+525500000001", "525500000001", "5215500000002", "12");

    private static readonly Gen<string> Name = TextOf("", "a", "b", "B", "ñ 🙂", "null");
    private static readonly Gen<string> List = OneOf("[]", """["a"]""", """["b","a"]""", """[ "a" ]""");
    private static readonly Gen<string> Anything = OneOf("1", "1.0", "\"1\"", "null", "[1]", """{"a": null}""", "\"\\u0061\"");

    public static readonly Gen<string> Conversation = Object(
        ("id", TextOf(ConversationIds).Mostly()),
        ("conversationId", TextOf("conv_1", "5215500000001").Sometimes()),
        ("canSendDirectMessage", OneOf("true", "false").Sometimes()),
        ("workspaceId", TextOf("ws_1").Sometimes()),
        ("channelId", TextOf("ch_1", "ch_2").Sometimes()),
        ("contactName", Name.Sometimes()),
        ("phoneNumber", Phone.Sometimes()),
        ("topic", Name.Sometimes()),
        ("platform", TextOf("whatsapp", "instagram").Sometimes()),
        ("owners", List.Sometimes()),
        ("tags", List.Sometimes()),
        ("creationDate", Time.Sometimes()),
        ("lastUpdate", Time.Sometimes()),
        ("status", TextOf("active", "finished", "expired").Sometimes()),
        ("operation", TextOf("automatic", "assistance").Sometimes()),
        ("messageCount", OneOf("0", "1", "2", "9223372036854775807").Sometimes()),
        ("unknown_a", Anything.Sometimes()),
        ("unknown \"b\"", Anything.Sometimes()));

    public static readonly Gen<string> Message = Object(
        ("id", TextOf(MessageIds).Mostly()),
        ("content", Name.Sometimes()),
        ("contentType", TextOf("text", "image").Sometimes()),
        ("direction", TextOf("incoming", "outgoing").Sometimes()),
        ("role", TextOf("user", "assistant").Sometimes()),
        ("status", TextOf("sent", "delivered", "read").Sometimes()),
        ("owner", OneOf("""{"id":"u_1"}""", """{"id":"u_2","name":"a"}""", """{"id":null}""", "{}").Sometimes()),
        ("files", List.Sometimes()),
        ("images", List.Sometimes()),
        ("creationDate", Time.Mostly()),
        ("lastUpdate", Time.Sometimes()),
        ("unknown_a", Anything.Sometimes()),
        ("unknown_b", Anything.Sometimes()));

    /// <summary>Only a backfill has them.</summary>
    public static readonly Gen<string> Messages =
        from count in Gen.Choose(0, 3)
        from messages in Gen.CollectToArray(Enumerable.Range(0, count), _ => Message)
        select $"[{string.Join(',', messages)}]";

    public static readonly Gen<string> Client = Object(
        ("id", TextOf(ClientIds).Mostly()),
        ("phoneNumber", Phone.Sometimes()),
        ("name", Name.Sometimes()),
        ("firstname", Name.Sometimes()),
        ("email", TextOf("a@example.com", "b@example.com").Sometimes()),
        ("birthdate", TextOf("01/02/1990").Sometimes()),
        ("status", TextOf("active", "blocked").Sometimes()),
        ("owners", List.Sometimes()),
        ("tags", List.Sometimes()),
        ("customFields", Object(
            ("etapa", Anything.Sometimes()),
            ("visitas", Anything.Sometimes()),
            ("ñ \"'<", Anything.Sometimes())).Mostly()),
        ("creationDate", Time.Sometimes()),
        ("lastUpdate", Time.Sometimes()),
        ("unknown_a", Anything.Sometimes()));

    public static readonly Gen<string> Referral = Object(
        ("ad_id", TextOf("ad_1", "ad_2").Sometimes()),
        ("ctwa_clid", TextOf("click_1").Sometimes()),
        ("headline", Name.Sometimes()));

    public static readonly Gen<string> FlowExchange = Object(
        ("action", TextOf("init", "data_exchange", "BACK").Mostly()),
        ("screen", TextOf("WELCOME").Mostly()),
        ("payload", Object(("name", Name.Sometimes())).Mostly()));

    public static readonly Gen<string> Flow = Object(
        ("id", TextOf(FlowIds).Mostly()),
        ("wabaId", TextOf("waba_1").Sometimes()),
        ("name", Name.Sometimes()),
        ("status", TextOf("DRAFT", "PUBLISHED").Sometimes()),
        ("categories", List.Sometimes()),
        ("creationDate", Time.Sometimes()),
        ("lastUpdate", Time.Sometimes()),
        ("unknown_a", Anything.Sometimes()));

    public static readonly Gen<string> FlowResponse = Object(
        ("flowToken", TextOf(FlowTokens).Mostly()),
        ("status", TextOf("sent", "opened", "completed").Sometimes()),
        ("sentAt", Time.Sometimes()),
        ("completedAt", Time.Sometimes()),
        ("clientId", TextOf(ClientIds).Sometimes()),
        ("conversationId", TextOf(ConversationIds).Sometimes()),
        ("messageId", TextOf(MessageIds).Sometimes()),
        ("unknown_a", Anything.Sometimes()));
}

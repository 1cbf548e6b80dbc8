using FsCheck;
using FsCheck.Fluent;
using static Platica.Testing.Generating.JsonGen;

namespace Platica.Testing.Generating;

/// <summary>Generators of what stands in a Whapi.Cloud call: few ids, few times, few values, so that items meet.</summary>
internal static class WhapiItems
{
    /// <summary>In seconds, the first two also as a text and in milliseconds.</summary>
    private static readonly Gen<string> Time = OneOf(
        "1795165200", "\"1795165200\"", "1795165200000", "1795165201", "\"1795165201\"", "1795166400", "1795219200");

    private static readonly Gen<string> Text = TextOf("", "a", "b", "ñ 🙂");

    private static readonly Gen<string> Digits = TextOf("5215500000001", "5215500000002", "525500000001");

    private static readonly Gen<string> Person = TextOf(
        "5215500000001@s.whatsapp.net", "5215500000002@s.whatsapp.net", "5215500000001@c.us", "5215500000001", "900001@lid");

    private static readonly Gen<string> Anything = OneOf("1", "1.0", "\"1\"", "null", "[1]", """{"a": null}""");

    private static readonly Gen<string> Flag = OneOf("true", "false");

    public static readonly Gen<string> MessageId = TextOf("msg.1", "msg.2", "msg-3/ ?|#");

    public static readonly Gen<string> ChatId = TextOf(
        "5215500000001@s.whatsapp.net", "5215500000001@c.us", "5215500000002@s.whatsapp.net", "120363000000000001@g.us", "900001@lid");

    private static readonly Gen<string> Action = Object(
        ("type", TextOf("edited", "edit", "delete", "reaction", "ephemeral", "vote", "pin").Mostly()),
        ("target", MessageId.Mostly()),
        ("emoji", TextOf("👍", "").Sometimes()),
        ("votes", OneOf("""["a"]""", "[]").Sometimes()),
        ("comment", Text.Sometimes()),
        ("edited_type", TextOf("text").Sometimes()),
        ("edited_content", Object(("body", Text.Mostly())).Sometimes()));

    private static readonly Gen<string> Context = Object(
        ("quoted_id", MessageId.Sometimes()),
        ("forwarded", Flag.Sometimes()),
        ("ad", Object(("ctwa", TextOf("click_1").Mostly()), ("title", Text.Sometimes()), ("source", OneOf("""{"id":"ad_1","type":"ad"}""").Sometimes())).Sometimes()),
        ("conversion", OneOf("""{"source":"FB_Ads","data":"QUJD"}""").Sometimes()));

    public static readonly Gen<string> Message = Object(
        ("id", MessageId.Mostly()),
        ("type", TextOf("text", "image", "action", "poll", "hologram").Mostly()),
        ("chat_id", ChatId.Mostly()),
        ("chat_name", Text.Sometimes()),
        ("from", Person.Mostly()),
        ("from_me", Flag.Mostly()),
        ("from_name", Text.Sometimes()),
        ("timestamp", Time.Mostly()),
        ("source", TextOf("mobile", "api").Sometimes()),
        ("status", TextOf("pending", "sent", "delivered", "read").Sometimes()),
        ("text", Object(("body", Text.Mostly())).Sometimes()),
        ("image", Object(("id", TextOf("jpeg-1")), ("caption", Text.Sometimes()), ("preview", OneOf("\"data:image/jpeg;base64,QQ\"").Sometimes())).Sometimes()),
        ("action", Action.Sometimes()),
        ("context", Context.Sometimes()),
        ("reactions", OneOf("[]", """[{"emoji":"👍","author":"5215500000001","timestamp":1795165200}]""").Sometimes()),
        ("labels", OneOf("[]", """["7"]""", """[{"id":"7","name":"VIP"}]""").Sometimes()),
        ("unknown_a", Anything.Sometimes()));

    public static readonly Gen<string> MessageUpdate = Object(
        ("id", MessageId.Mostly()),
        ("before_update", Message.Sometimes()),
        ("after_update", Message.Mostly()),
        ("trigger", Message.Sometimes()),
        ("changes", OneOf("""["text"]""", "[]").Sometimes()));

    public static readonly Gen<string> Status = Object(
        ("id", MessageId.Mostly()),
        ("status", TextOf("failed", "pending", "sent", "delivered", "read", "played", "deleted", "seen").Mostly()),
        ("code", OneOf("4", "null").Sometimes()),
        ("recipient_id", Person.Mostly()),
        ("viewer_id", Person.Sometimes()),
        ("timestamp", Time.Mostly()),
        ("errors", OneOf("""[{"code":1,"message":"a"}]""").Sometimes()));

    public static readonly Gen<string> Chat = Object(
        ("id", ChatId.Mostly()),
        ("type", TextOf("contact", "group", "newsletter").Sometimes()),
        ("name", Text.Sometimes()),
        ("timestamp", Time.Sometimes()),
        ("unread", OneOf("0", "1").Sometimes()),
        ("mute", Flag.Sometimes()),
        ("archive", Flag.Sometimes()),
        ("labels", OneOf("[]", """["7"]""").Sometimes()),
        ("last_message", Message.Sometimes()),
        ("unknown_a", Anything.Sometimes()));

    private static readonly Gen<string> Member = Object(("id", Digits.Mostly()), ("rank", TextOf("creator", "admin", "member").Mostly()));

    public static readonly Gen<string> Group = Object(
        ("id", TextOf("120363000000000001@g.us", "120363000000000002@g.us").Mostly()),
        ("name", Text.Sometimes()),
        ("type", TextOf("group").Sometimes()),
        ("participants", List(Member).Sometimes()),
        ("participants_count", OneOf("1", "2").Sometimes()),
        ("description", Text.Sometimes()),
        ("created_at", Time.Sometimes()),
        ("created_by", Digits.Sometimes()),
        ("name_at", Time.Sometimes()),
        ("unknown_a", Anything.Sometimes()));

    public static readonly Gen<string> Participants = Object(
        ("group_id", TextOf("120363000000000001@g.us", "120363000000000002@g.us").Mostly()),
        ("participants", List(Digits).Mostly()),
        ("action", Gen.Frequency(
            (9, TextOf("add", "remove", "promote", "demote", "request", "revoke_request", "rejected_request")), (1, Gen.Constant("null")))));

    public static readonly Gen<string> Contact = Object(
        ("id", Person.Mostly()),
        ("name", Text.Mostly()),
        ("pushname", Text.Sometimes()),
        ("is_business", Flag.Sometimes()),
        ("saved", Flag.Sometimes()),
        ("status", Text.Sometimes()),
        ("unknown_a", Anything.Sometimes()));

    public static readonly Gen<string> Presence = Object(
        ("contact_id", Person.Mostly()),
        ("status", TextOf("online", "offline", "typing", "recording", "pending").Mostly()),
        ("last_seen", Time.Sometimes()));

    public static readonly Gen<string> Health = Object(
        ("start_at", Time.Mostly()),
        ("uptime", OneOf("1", "77").Mostly()),
        ("status", Object(("code", OneOf("2", "4", "5").Mostly()), ("text", TextOf("LAUNCH", "AUTH", "ERROR").Mostly())).Mostly()),
        ("version", TextOf("1.8.3").Sometimes()),
        ("user", Object(("id", Digits), ("name", Text)).Sometimes()));

    public static readonly Gen<string> Qr = Object(
        ("status", TextOf("OK", "TIMEOUT", "WAITING").Mostly()), ("base64", TextOf("data:image/png;base64,AAAA").Sometimes()), ("rowdata", TextOf("2@demo").Sometimes()));

    public static readonly Gen<string> Call = Object(
        ("id", TextOf("CALL1", "CALL2").Mostly()),
        ("chat_id", ChatId.Mostly()),
        ("from", Person.Mostly()),
        ("status", TextOf("initiated", "ringing", "missed", "canceled", "answered").Mostly()),
        ("timestamp", Time.Mostly()),
        ("group_call", Flag.Sometimes()),
        ("video_call", Flag.Sometimes()),
        ("unknown_a", Anything.Sometimes()));

    public static readonly Gen<string> Label = Object(
        ("id", TextOf("1", "7").Mostly()), ("name", Text.Mostly()), ("color", TextOf("gold", "red").Mostly()), ("count", OneOf("1", "3").Sometimes()));

    /// <summary>One item mostly, up to four.</summary>
    public static Gen<string> List(Gen<string> item) =>
        from count in Gen.Frequency((6, Gen.Constant(1)), (3, Gen.Choose(2, 4)), (1, Gen.Constant(0)))
        from items in Gen.CollectToArray(Enumerable.Range(0, count), _ => Gen.Frequency((19, item), (1, OneOf("null", "7", "\"x\"", "[]"))))
        select $"[{string.Join(',', items.Select(one => one.Length == 0 ? "{}" : one))}]";

    /// <summary>What a thing was and is.</summary>
    public static Gen<string> Update(Gen<string> item) => Object(
        ("before_update", item.Sometimes()), ("after_update", item.Mostly()), ("changes", OneOf("""["name"]""", "[]").Sometimes()));
}

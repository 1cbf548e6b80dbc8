namespace Platica.Cli.Commands;

/// <summary>The filters that the lists of the read API know.</summary>
internal static class Filters
{
    private const string AnyTime = "2026-11-20T09:00:00Z";

    public static Filter Status { get; } = new("status", "status", "Only with this status.");

    public static Filter Kind { get; } = new("kind", "kind", "Only of this kind, such as group or contact.");

    public static Filter Owner { get; } = new("owner", "e-mail", "Only those this person looks after.");

    public static Filter Tag { get; } = new("tag", "tag", "Only with this tag.");

    public static Filter Channel { get; } = new("channel", "id", "Only on this channel.");

    public static Filter Platform { get; } = new("platform", "name", "Only on this platform, such as whatsapp.");

    public static Filter Provider { get; } = new("provider", "name", "Only of this provider, such as whapi.");

    public static Filter Phone { get; } = new("phone", "phone", "Only of this phone, in any spelling: +521…, 521…, 52….");

    public static Filter Since { get; } = new("since", AnyTime, "Only from then on.");

    public static Filter Before { get; } = new("before", AnyTime, "Only what is older.");

    public static Filter OlderThan { get; } = new("older-than", "7d", "Only what came longer ago: 30m, 12h, 7d.");

    public static Filter State { get; } = new("state", "state", "open (the default), replayed or all.");

    public static Filter After { get; } = new("after", AnyTime, "Only what is newer.");

    public static Filter Ad { get; } = new("ad", "id", "Only from this ad.");

    public static Filter Flow { get; } = new("flow", "id", "Only of this Flow.");

    public static Filter Token { get; } = new("token", "token", "Only of this Flow token: one person's way through a Flow.");

    public static Filter Day { get; } = new("day", "2026-11-20", "Only of this day in UTC.");

    public static Filter Event { get; } = new("event", "name", "Only of this name, such as conversation.created.");

    public static Filter Reason { get; } = new("reason", "reason", "Only with this reason, such as malformed-envelope.");
}

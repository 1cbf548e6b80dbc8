using System.Globalization;
using System.Text.Json;
using Platica.Cli.Commands;
using Platica.Cli.Http;
using Platica.Webhooks.Fields;
using Spectre.Console;

namespace Platica.Cli.Output;

/// <summary>A conversation as a chat is read: a heading per day, the oldest line first, long texts wrapped below their beginning.</summary>
internal static class TimelineView
{
    private const int LeastText = 20;

    private static readonly Style Dimmed = new(Color.Grey);

    /// <summary>Writes the entries; times are UTC.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<TimelineEntry> entries)
    {
        var statusWidth = entries.Where(entry => entry.IsMessage).Select(entry => Status(entry.Item).Length).DefaultIfEmpty().Max();
        var showsSenders = entries.Where(entry => Direction(entry.Item) == MessageFields.Incoming).Select(entry => Sender(entry.Item)).Distinct().Count() > 1;
        var day = "";
        foreach (var entry in entries)
        {
            var entryDay = entry.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (entryDay != day)
            {
                console.WriteLine($"{entryDay} (UTC)", Dimmed);
                day = entryDay;
            }

            WriteEntry(console, entry, statusWidth, showsSenders);
        }
    }

    private static void WriteEntry(IAnsiConsole console, TimelineEntry entry, int statusWidth, bool showsSenders)
    {
        var time = entry.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        if (entry.IsMessage)
        {
            var head = $"{time}  {Arrow(entry.Item)}  {Status(entry.Item).PadRight(statusWidth)}  ";
            var sender = showsSenders && Direction(entry.Item) == MessageFields.Incoming ? $"{Sender(entry.Item)}: " : "";
            Hang(console, head, sender + Text(entry.Item), console.Profile.Out.Writer.WriteLine);
        }
        else
        {
            Hang(console, $"{time}  ·  ", Happening(entry.Item), line => console.WriteLine(line, Dimmed));
        }
    }

    private static void Hang(IAnsiConsole console, string head, string text, Action<string> write)
    {
        var indent = PlainText.Cells(head);
        var lines = PlainText.Wrap(text, Math.Max(LeastText, console.Profile.Width - indent));
        write((head + lines[0]).TrimEnd());
        foreach (var line in lines.Skip(1))
        {
            write((new string(' ', indent) + line).TrimEnd());
        }
    }

    private static string Arrow(JsonElement message) => Direction(message) switch
    {
        MessageFields.Incoming => "←",
        MessageFields.Outgoing => "→",
        _ => "?",
    };

    private static string Status(JsonElement message) =>
        JsonText.IsTrue(message, "deleted") ? "deleted" : JsonText.Read(message, "status");

    private static string Text(JsonElement message) =>
        string.Join(' ', Attachments(message).Append(JsonText.ReadExact(message, "content")));

    private static string Direction(JsonElement message) => JsonText.Read(message, "direction");

    private static string Sender(JsonElement message) =>
        JsonText.Read(message, "senderName") is { Length: > 0 } name ? name
        : JsonText.Read(message, "senderId") is { Length: > 0 } id ? id
        : "?";

    private static IEnumerable<string> Attachments(JsonElement message)
    {
        if (JsonText.Read(message, "contentType") is not ("" or "text") and var type)
        {
            yield return $"[{type}]";
        }

        if (JsonText.FindTime(message, "editedAt") is not null)
        {
            yield return "[edited]";
        }

        foreach (var field in (string[])["files", "images"])
        {
            if (JsonText.Find(message, field) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() is > 0 and var count)
            {
                yield return $"[{field}: {count}]";
            }
        }
    }

    private static string Happening(JsonElement happened)
    {
        var changes = ChangesText.Of(happened) is { Length: > 0 } told ? $" – {told}" : "";
        var source = JsonText.Read(happened, "source") is { Length: > 0 } from ? $" ({from})" : "";
        return $"{JsonText.Read(happened, "event")}{changes}{source}";
    }
}

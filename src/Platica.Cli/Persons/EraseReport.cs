using System.Globalization;
using Platica.Cli.Operating;

namespace Platica.Cli.Persons;

/// <summary>What <c>platica erase</c> says before and after.</summary>
internal static class EraseReport
{
    /// <summary>Who it is.</summary>
    public static void Found(TextWriter output, OperationCounts counted)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Found: {counted["foundClients"]} clients, {counted["foundPhones"]} phones, {counted["foundConversations"]} conversations."));
        if (counted["sharedConversations"] > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{counted["sharedConversations"]} conversations have other clients, too: only what is this person's goes."));
        }

        if (counted["formerClients"] > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{counted["formerClients"]} other clients had this phone once and have another one now. They stay; if one of them is this person, use --client."));
        }
    }

    /// <summary>What was removed, and what no command here can remove.</summary>
    public static void Removed(TextWriter output, OperationCounts done)
    {
        WriteTables(output, done);
        if (done["unreadable"] > 0)
        {
            output.WriteLine("Some archived deliveries or dead letters are damaged and could not be read: whose they are, nobody can tell. They stay.");
        }

        output.WriteLine("""
            What is still on its way to here of what was told before now is dropped when it comes. What this person writes from now on is kept.

            Not removed, because it is not here:
              - what the provider itself keeps: delete the client there, too
              - in Azure, deleted bodies until the storage account forgets them (PLATICA_BLOB_RETENTION_DAYS, 14 by default)
              - backups and exports that you made, and the tables of before a rebuild into fresh ones
              - on one machine, what a start called damaged in the journal, and files deliveries.journal.cut-… beside it
              - what names nothing but ids of which no other delivery told whose they are
            Logs hold no names, phones or texts.
            """);
    }

    /// <summary>Tables' names begin with a capital, other counts do not.</summary>
    private static void WriteTables(TextWriter output, OperationCounts counts)
    {
        var tables = counts.Names.Where(name => char.IsAsciiLetterUpper(name[0]) && counts[name] > 0).Order(StringComparer.Ordinal).ToList();
        output.WriteLine(tables.Count == 0 ? "Removed: nothing." : "Removed:");
        foreach (var table in tables)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {counts[table],9:N0}  {table}"));
        }
    }
}

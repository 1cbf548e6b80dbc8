using System.CommandLine;

namespace Platica.Cli.Commands;

/// <summary><c>platica show</c>: what the receiver kept, in tables or as JSON.</summary>
internal static class ShowCommand
{
    public static Command Build(CliHost host)
    {
        var source = new ReadSource(host);
        var command = new Command("show", "Reads back what the receiver kept.")
        {
            ShowListCommand.Build(host, source, ListKinds.Conversations),
            ShowListCommand.Build(host, source, ListKinds.Messages),
            ShowListCommand.Build(host, source, ListKinds.Clients),
            ShowListCommand.Build(host, source, ListKinds.Events),
            ShowListCommand.Build(host, source, ListKinds.DeadLetters),
            ShowItemCommand.Build(host, source, "conversation", "/api/conversations/", "All that is known of one conversation."),
            ShowItemCommand.Build(host, source, "client", "/api/clients/", "All that is known of one client."),
        };
        source.AddTo(command);
        return command;
    }
}

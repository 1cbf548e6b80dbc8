using System.CommandLine;
using Platica.Cli.Input;

namespace Platica.Cli.Commands;

/// <summary><c>platica show</c>: what the receiver kept, in tables or as JSON.</summary>
internal static class ShowCommand
{
    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Reading);
        var command = new Command("show", "Reads back what the receiver kept.")
        {
            ShowListCommand.Build(host, source, ListKinds.Conversations),
            ShowListCommand.Build(host, source, ListKinds.Messages),
            ShowListCommand.Build(host, source, ListKinds.ConversationEvents),
            ShowListCommand.Build(host, source, ListKinds.Clients),
            ShowListCommand.Build(host, source, ListKinds.Channels),
            ShowListCommand.Build(host, source, ListKinds.Calls),
            ShowListCommand.Build(host, source, ListKinds.Labels),
            ShowListCommand.Build(host, source, ListKinds.Referrals),
            ShowListCommand.Build(host, source, ListKinds.FlowExchanges),
            ShowListCommand.Build(host, source, ListKinds.FlowResponses),
            ShowListCommand.Build(host, source, ListKinds.Events),
            ShowListCommand.Build(host, source, ListKinds.DeadLetters),
            ShowItemCommand.Build(host, source, "conversation", "/api/conversations/", "All that is known of one conversation."),
            ShowItemCommand.Build(host, source, "client", "/api/clients/", "All that is known of one client."),
            ShowItemCommand.Build(host, source, "channel", "/api/channels/", "All that is known of one channel."),
            ShowItemCommand.Build(host, source, "call", "/api/calls/", "All that is known of one call."),
            ShowItemCommand.Build(
                host, source, "flow-response", "/api/flow-responses/", "All that is known of one person's way through a Flow.", "token"),
        };
        source.AddTo(command);
        return command;
    }
}

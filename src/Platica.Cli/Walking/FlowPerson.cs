using System.Text.Json.Nodes;

namespace Platica.Cli.Walking;

/// <summary>Who walks through a Flow: the client and the conversation of its deliveries.</summary>
internal sealed class FlowPerson
{
    private const string Someone = "Lucía Demo";
    private const string Somewhere = "+5215500000700";
    private const string Channel = "ch_1";

    private readonly string _name;
    private readonly string _phone;
    private readonly string _digits;

    /// <param name="name">The name; null for one of ours.</param>
    /// <param name="phone">The phone number, with or without signs between the digits; null for one of ours.</param>
    /// <exception cref="CliException">The phone has no digits.</exception>
    public FlowPerson(string? name, string? phone)
    {
        _name = name ?? Someone;
        _digits = string.Concat((phone ?? Somewhere).Where(char.IsAsciiDigit));
        _phone = _digits.Length > 0
            ? $"+{_digits}"
            : throw new CliException($"--phone takes a number, such as {Somewhere}, not {phone}.", ExitCodes.Usage);
        IsChosen = name is not null || phone is not null;
    }

    /// <summary>Whether somebody said who it is.</summary>
    public bool IsChosen { get; }

    /// <summary>The client's id: one for each phone.</summary>
    public string ClientId => $"cli_{_digits}";

    /// <summary>The conversation's id: one for each phone.</summary>
    public string ConversationId => $"conv_{_digits}";

    /// <summary>The person as <c>data.client</c>.</summary>
    public JsonObject Client(string createdAt, string updatedAt) => new()
    {
        ["id"] = ClientId,
        ["phoneNumber"] = _phone,
        ["creationDate"] = createdAt,
        ["lastUpdate"] = updatedAt,
        ["name"] = _name,
        ["firstname"] = _name.Split(' ')[0],
    };

    /// <summary>Their conversation as <c>data.conversation</c>.</summary>
    public JsonObject Conversation(string workspace, string createdAt, string updatedAt) => new()
    {
        ["id"] = ConversationId,
        ["conversationId"] = ConversationId,
        ["canSendDirectMessage"] = true,
        ["workspaceId"] = workspace,
        ["channelId"] = Channel,
        ["contactName"] = _name,
        ["phoneNumber"] = _phone,
        ["topic"] = "",
        ["platform"] = "whatsapp",
        ["owners"] = new JsonArray(),
        ["tags"] = new JsonArray(),
        ["creationDate"] = createdAt,
        ["lastUpdate"] = updatedAt,
        ["status"] = "open",
        ["operation"] = "automatic",
    };
}

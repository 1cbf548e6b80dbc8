namespace Platica.Processing.Erasure;

/// <summary>Something in a workspace that tells of whom a delivery or a row is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The id within the workspace, or the phone's digits in the spelling for matching.</param>
internal readonly record struct PersonKey(PersonKeyKind Kind, string Value)
{
    /// <summary>A client.</summary>
    public static PersonKey Client(string id) => new(PersonKeyKind.Client, id);

    /// <summary>A phone.</summary>
    public static PersonKey Phone(string digits) => new(PersonKeyKind.Phone, digits);

    /// <summary>A conversation.</summary>
    public static PersonKey Conversation(string id) => new(PersonKeyKind.Conversation, id);

    /// <summary>A message.</summary>
    public static PersonKey Message(string id) => new(PersonKeyKind.Message, id);

    /// <summary>A person's way through a Flow.</summary>
    public static PersonKey FlowToken(string token) => new(PersonKeyKind.FlowToken, token);

    /// <summary>A call.</summary>
    public static PersonKey Call(string id) => new(PersonKeyKind.Call, id);
}

/// <summary>The kinds of <see cref="PersonKey"/>.</summary>
internal enum PersonKeyKind
{
    /// <summary>Who it is, wherever it is named.</summary>
    Client,

    /// <summary>Who it is, where no client is named.</summary>
    Phone,

    /// <summary>Whose it is follows from what it says of client and phone.</summary>
    Conversation,

    /// <inheritdoc cref="Conversation"/>
    Message,

    /// <inheritdoc cref="Conversation"/>
    FlowToken,

    /// <inheritdoc cref="Conversation"/>
    Call,
}

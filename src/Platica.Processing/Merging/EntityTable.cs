using Platica.Processing.Tables;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Merging;

/// <summary>Where the state of one kind of entity is kept.</summary>
internal sealed class EntityTable
{
    /// <summary>The row key in a table whose partitions hold one row each: messages are too many for one partition.</summary>
    private const string OnlyRow = "m";

    private readonly bool _partitionPerEntity;

    private EntityTable(string name, FieldCatalog fields, bool partitionPerEntity)
    {
        (Name, Fields) = (name, fields);
        _partitionPerEntity = partitionPerEntity;
    }

    /// <summary>Conversations.</summary>
    public static EntityTable Conversations { get; } = new(TableNames.Conversations, ConversationFields.All, partitionPerEntity: false);

    /// <summary>Messages.</summary>
    public static EntityTable Messages { get; } = new(TableNames.Messages, MessageFields.All, partitionPerEntity: true);

    /// <summary>Clients.</summary>
    public static EntityTable Clients { get; } = new(TableNames.Clients, ClientFields.All, partitionPerEntity: false);

    /// <summary>Flow responses.</summary>
    public static EntityTable FlowResponses { get; } = new(TableNames.FlowResponses, FlowResponseFields.All, partitionPerEntity: false);

    /// <summary>Channels.</summary>
    public static EntityTable Channels { get; } = new(TableNames.Channels, ChannelFields.All, partitionPerEntity: false);

    /// <summary>Calls.</summary>
    public static EntityTable Calls { get; } = new(TableNames.Calls, CallFields.All, partitionPerEntity: false);

    /// <summary>Labels.</summary>
    public static EntityTable Labels { get; } = new(TableNames.Labels, LabelFields.All, partitionPerEntity: false);

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>Its columns beside the keys and the bookkeeping.</summary>
    public FieldCatalog Fields { get; }

    /// <summary>The table of a kind of entity.</summary>
    public static EntityTable Of(EntityKind kind) => kind switch
    {
        EntityKind.Conversation => Conversations,
        EntityKind.Message => Messages,
        EntityKind.Client => Clients,
        EntityKind.FlowResponse => FlowResponses,
        EntityKind.Channel => Channels,
        EntityKind.Call => Calls,
        EntityKind.Label => Labels,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no table for this kind of entity."),
    };

    /// <summary>The keys of an entity's row.</summary>
    public (string PartitionKey, string RowKey) KeyOf(string workspace, string id) =>
        _partitionPerEntity ? (TableKey.Join(workspace, id), OnlyRow) : (TableKey.Escape(workspace), TableKey.Escape(id));
}

using Platica.Processing.Erasure;
using Platica.Processing.Tables;
using Platica.Webhooks;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;

namespace Platica.Processing.Deliveries;

/// <summary>One delivery on its way to the tables: what it changes, what it inserts, and how it ended.</summary>
internal sealed class DeliveryPlan
{
    private Settlement? _settlement;
    private bool _isDropped;

    private DeliveryPlan(Settlement settlement) => _settlement = settlement;

    /// <summary>A delivery to store.</summary>
    public DeliveryPlan(Delivery delivery, Envelope envelope, Translation translation) => Set(new(delivery, envelope, translation));

    /// <summary>The delivery and what it means; null for one that will not be stored.</summary>
    public TranslatedDelivery? Source { get; private set; }

    /// <summary>The provider and its workspace: <c>platica.ws_456</c>.</summary>
    public string Workspace { get; private set; } = string.Empty;

    /// <summary>What it sets.</summary>
    public IReadOnlyList<EntityChange> Changes { get; private set; } = [];

    /// <summary>What it inserts, once the state is written.</summary>
    public IReadOnlyList<RowInsert> Inserts { get; private set; } = [];

    /// <summary>What the business's handlers get, once it is stored; null when there is nothing to tell them.</summary>
    public WebhookEvent? Event { get; private set; }

    /// <summary>The delivery in whose place this is stored and whose body must go; null where there is none, or its body is nowhere else.</summary>
    public TranslatedDelivery? Replaced { get; private set; }

    /// <summary>Whether nothing has gone wrong with it so far.</summary>
    public bool IsOpen => _settlement is null && !_isDropped;

    /// <summary>
    /// Whether its rows are inserted now. So they are where a state row was refused: what the delivery's other state rows tell must be
    /// found all the same. One that is abandoned comes again.
    /// </summary>
    public bool IsInserted => _settlement?.Kind != SettlementKind.Abandon && !_isDropped;

    /// <summary>How it ended: complete, unless something went wrong on the way.</summary>
    public Settlement Settlement => _settlement ?? Settlement.Complete;

    /// <summary>A delivery that will not be stored.</summary>
    public static DeliveryPlan Ended(Settlement settlement) => new(settlement);

    /// <summary>It is done without being stored.</summary>
    public void Drop() => _isDropped = true;

    /// <summary>Another delivery is stored in its place.</summary>
    /// <param name="delivery">The other one.</param>
    /// <param name="cleans">Whether the body of the one that came must go then.</param>
    public void Replace(TranslatedDelivery delivery, bool cleans)
    {
        Replaced = cleans ? Source : null;
        Set(delivery);
    }

    /// <summary>It is put aside, and nothing of it is inserted.</summary>
    public void Refuse(Settlement settlement)
    {
        End(settlement);
        Inserts = [];
    }

    /// <summary>Something went wrong; the first cause stays.</summary>
    public void End(Settlement settlement) => Interlocked.CompareExchange(ref _settlement, settlement, null);

    private void Set(TranslatedDelivery source)
    {
        Source = source;
        Workspace = source.Workspace;
        Changes = source.Translation.Changes;
        Event = source.Translation.Event;
        Inserts = InsertOnlyRows.Of(source.Delivery, source.Envelope, source.Translation, Workspace);
    }
}

/// <summary>A row to insert; finding it there already is as good.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Row">The row.</param>
internal sealed record RowInsert(string Table, TableRow Row);

using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Reading;

/// <summary>Which columns of the insert-only tables the API shows, in which order.</summary>
internal static class RowViews
{
    /// <summary>Events.</summary>
    public static readonly FieldCatalog Events = FieldCatalog.Of(typeof(EventView));

    /// <summary>Dead letters.</summary>
    public static readonly FieldCatalog DeadLetters = FieldCatalog.Of(typeof(DeadLetterView));

    /// <summary>What happened to a conversation.</summary>
    public static readonly FieldCatalog ConversationEvents = FieldCatalog.Of(typeof(ConversationEventView));

    /// <summary>Flow exchanges.</summary>
    public static readonly FieldCatalog FlowExchanges = FieldCatalog.Of(typeof(FlowExchangeView));

    private static class EventView
    {
        public static readonly Field Event = new(EventColumns.Event, FieldType.Text);
        public static readonly Field Timestamp = new(EventColumns.Timestamp, FieldType.Time);
        public static readonly Field ReceivedAt = new(BodyColumns.ReceivedAt, FieldType.Time);
        public static readonly Field ResourceType = new(EventColumns.ResourceType, FieldType.Text);
        public static readonly Field ResourceId = new(EventColumns.ResourceId, FieldType.Text);
        public static readonly Field Source = new(EventColumns.Source, FieldType.Text);
        public static readonly Field WebhookId = new(BodyColumns.WebhookId, FieldType.Text);
        public static readonly Field Bytes = new(BodyColumns.Bytes, FieldType.Integer);
    }

    private static class DeadLetterView
    {
        public static readonly Field Reason = new(DeadLetterColumns.Reason, FieldType.Text);
        public static readonly Field Description = new(DeadLetterColumns.Description, FieldType.Text);
        public static readonly Field Attempts = new(DeadLetterColumns.Attempts, FieldType.Integer);
        public static readonly Field FirstSeenAt = new(DeadLetterColumns.FirstSeenAt, FieldType.Time);
        public static readonly Field LastSeenAt = new(DeadLetterColumns.LastSeenAt, FieldType.Time);
        public static readonly Field Replays = new(DeadLetterColumns.Replays, FieldType.Integer);
        public static readonly Field ReplayedAt = new(DeadLetterColumns.ReplayedAt, FieldType.Time);
        public static readonly Field Event = new(EventColumns.Event, FieldType.Text);
        public static readonly Field ReceivedAt = new(BodyColumns.ReceivedAt, FieldType.Time);
        public static readonly Field WebhookId = new(BodyColumns.WebhookId, FieldType.Text);
        public static readonly Field Bytes = new(BodyColumns.Bytes, FieldType.Integer);
    }

    private static class ConversationEventView
    {
        public static readonly Field Event = new(EventColumns.Event, FieldType.Text);
        public static readonly Field Timestamp = new(EventColumns.Timestamp, FieldType.Time);
        public static readonly Field Source = new(EventColumns.Source, FieldType.Text);
        public static readonly Field Changes = new(ConversationEventColumns.Changes, FieldType.Json);
        public static readonly Field ConversationId = new(ConversationEventColumns.ConversationId, FieldType.Text);
    }

    private static class FlowExchangeView
    {
        public static readonly Field FlowToken = new(FlowExchangeColumns.FlowToken, FieldType.Text);
        public static readonly Field FlowId = new(FlowExchangeColumns.FlowId, FieldType.Text);
        public static readonly Field FlowName = new(FlowExchangeColumns.FlowName, FieldType.Text);
        public static readonly Field At = new(FlowExchangeColumns.At, FieldType.Time);
        public static readonly Field Action = new(FlowExchangeColumns.Action, FieldType.Text);
        public static readonly Field Screen = new(FlowExchangeColumns.Screen, FieldType.Text);
        public static readonly Field Payload = new(FlowExchangeColumns.Payload, FieldType.Json);
        public static readonly Field Answer = new(FlowExchangeColumns.Answer, FieldType.Json);
        public static readonly Field Outcome = new(FlowExchangeColumns.Outcome, FieldType.Text);
        public static readonly Field Milliseconds = new(FlowExchangeColumns.Milliseconds, FieldType.Integer);
        public static readonly Field ClientId = new(FlowExchangeColumns.ClientId, FieldType.Text);
        public static readonly Field ConversationId = new(FlowExchangeColumns.ConversationId, FieldType.Text);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text;
using Platica.Webhooks;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>A provider whose deliveries mean what a test says they mean.</summary>
internal sealed class ToldProvider(string name) : IWebhookProvider
{
    private readonly Dictionary<string, (string Workspace, DateTimeOffset At, IReadOnlyList<EntityChange> Changes)> _told = [];

    public string Name => name;

    public int SuccessStatusCode => 200;

    public bool IsConfigured => true;

    public string? ConfigurationProblem => null;

    /// <summary>A delivery that sets some fields of an entity, true at the time of the delivery.</summary>
    public Delivery Tell(string workspace, DateTimeOffset at, EntityKind kind, string id, params IEnumerable<(Field Field, FieldValue Value)> fields)
    {
        var eventId = $"event_{_told.Count + 1}";
        var set = new FieldSet();
        foreach (var (field, value) in fields)
        {
            set.Set(field, value);
        }

        _told[eventId] = (workspace, at, [new(kind, id, new(at, at, eventId), set)]);
        return new() { Provider = name, ReceivedAt = at, Body = Encoding.UTF8.GetBytes(eventId) };
    }

    public bool Knows(string eventName) => true;

    public SignatureResult? CheckHead(RequestHead head) => null;

    public SignatureResult Authenticate(RequestHead head, ReadOnlySpan<byte> body) => SignatureResult.Valid;

    public SignatureProblem Explain(SignatureResult signature) => throw new NotSupportedException("Everything is authentic here.");

    public IReadOnlyDictionary<string, string> ReadAttributes(RequestHead head) => Delivery.EmptyAttributes;

    public bool TryReadEnvelope(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem)
    {
        var eventId = Encoding.UTF8.GetString(delivery.Body.Span);
        var (workspace, at, _) = _told[eventId];
        envelope = new() { EventName = "told", EventId = eventId, LogId = eventId, WorkspaceId = workspace, Timestamp = at, IsFlowExchange = false };
        problem = null;
        return true;
    }

    public Translation Translate(Delivery delivery, Envelope envelope) => new() { Changes = _told[envelope.EventId].Changes };
}

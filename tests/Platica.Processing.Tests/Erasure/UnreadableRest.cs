using System.Diagnostics.CodeAnalysis;
using Platica.Webhooks;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Erasure;

/// <summary>A provider that leaves nothing readable of what it takes a person out of.</summary>
internal sealed class UnreadableRest(IWebhookProvider provider) : IWebhookProvider
{
    public string Name => provider.Name;

    public int SuccessStatusCode => provider.SuccessStatusCode;

    public bool IsConfigured => provider.IsConfigured;

    public string? ConfigurationProblem => provider.ConfigurationProblem;

    public bool Knows(string eventName) => provider.Knows(eventName);

    public SignatureResult? CheckHead(RequestHead head) => provider.CheckHead(head);

    public SignatureResult Authenticate(RequestHead head, ReadOnlySpan<byte> body) => provider.Authenticate(head, body);

    public SignatureProblem Explain(SignatureResult signature) => provider.Explain(signature);

    public IReadOnlyDictionary<string, string> ReadAttributes(RequestHead head) => provider.ReadAttributes(head);

    public bool TryReadEnvelope(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem) =>
        provider.TryReadEnvelope(delivery, out envelope, out problem);

    public IReadOnlyCollection<string> ReadPersons(Delivery delivery) => provider.ReadPersons(delivery);

    public Delivery Without(Delivery delivery, IReadOnlySet<string> persons) => delivery with { Body = "?"u8.ToArray() };

    public Translation Translate(Delivery delivery, Envelope envelope) => provider.Translate(delivery, envelope);
}

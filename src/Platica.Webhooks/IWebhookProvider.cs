using System.Diagnostics.CodeAnalysis;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks;

/// <summary>
/// Everything this product knows of one provider: how a request is authenticated, how its body is read, and what it changes.
/// Stateless and pure, so that the same delivery always translates to the same changes.
/// </summary>
public interface IWebhookProvider
{
    /// <summary>The route segment under <c>/api/webhooks/</c> and the first half of every workspace key; lower case, no dot.</summary>
    string Name { get; }

    /// <summary>The HTTP status that this provider takes for "yours now".</summary>
    int SuccessStatusCode { get; }

    /// <summary>The HTTP methods by which it calls, upper case.</summary>
    IReadOnlyList<string> Methods => [RequestHead.Post];

    /// <summary>Whether its URLs go on behind its name (<see cref="RequestHead.Path"/>); the others have but one URL.</summary>
    bool HasPaths => false;

    /// <summary>Whether the business uses it at all: whoever calls one that is off gets 404, and health does not tell of it.</summary>
    bool IsEnabled => true;

    /// <summary>Whether a delivery can be authenticated at all (or may come unsigned on purpose).</summary>
    bool IsConfigured { get; }

    /// <summary>What its configuration lacks, for whoever looks at health; null when it lacks nothing. Names settings, never their values.</summary>
    string? ConfigurationProblem { get; }

    /// <summary>Whether an event name is in the provider's own list. Any other name is taken all the same.</summary>
    bool Knows(string eventName);

    /// <summary>
    /// What a request's head alone tells: why it cannot be authentic, so that nobody need read its body; null when only the body can tell.
    /// </summary>
    SignatureResult? CheckHead(RequestHead head);

    /// <summary>Checks a request against the configured secrets; nothing of the body is parsed.</summary>
    SignatureResult Authenticate(RequestHead head, ReadOnlySpan<byte> body);

    /// <summary>What to tell about a request that <see cref="Authenticate"/> did not accept.</summary>
    SignatureProblem Explain(SignatureResult signature);

    /// <summary>What of the head is worth keeping with the body, under names that begin with a lower-case letter. None of it is signed, and no secret is among it.</summary>
    IReadOnlyDictionary<string, string> ReadAttributes(RequestHead head);

    /// <summary>
    /// The deliveries that a call brought, each with an outcome of its own: one for each item where the provider sends several at once; never none. What must
    /// not be kept is gone from them, everything else is in one of them. What cannot be read stays one delivery.
    /// </summary>
    IReadOnlyList<Delivery> Split(Delivery delivery) => [delivery];

    /// <summary>Reads the envelope, or tells why the body has none (the dead letter's description; never quotes the body).</summary>
    bool TryReadEnvelope(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem);

    /// <summary>Reads what a Flow exchange asks. A broken one gives an exchange with what could be read; null for what is none.</summary>
    FlowExchange? ReadFlowExchange(Delivery delivery, Envelope envelope) => null;

    /// <summary>
    /// The persons whom a delivery names, by the ids that its changes give them: also those whom it only mentions, such as the other members of a group and
    /// who is quoted. Of a provider that names nobody but whom a delivery is about: none.
    /// </summary>
    /// <exception cref="System.Text.Json.JsonException">The body is not well-formed.</exception>
    IReadOnlyCollection<string> ReadPersons(Delivery delivery) => [];

    /// <summary>A delivery of others in which some persons, of <see cref="ReadPersons"/>, are not named any more, nor what they said.</summary>
    /// <exception cref="System.Text.Json.JsonException">The body is not well-formed.</exception>
    Delivery Without(Delivery delivery, IReadOnlySet<string> persons) => delivery;

    /// <summary>Turns a delivery into changes. Unknown events and missing parts give fewer changes.</summary>
    /// <exception cref="System.Text.Json.JsonException">The body is not well-formed: <see cref="TryReadEnvelope"/> need not read all of it.</exception>
    Translation Translate(Delivery delivery, Envelope envelope);
}

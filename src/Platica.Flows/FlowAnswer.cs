namespace Platica.Flows;

/// <summary>
/// What a handler tells the phone. It becomes JSON after the handler has returned, and is checked before it is sent: a wrong
/// answer (data that is no JSON object, an empty screen name, an empty error) becomes the fallback.
/// Property names are sent as written, so <c>new { amount_mxn = 499 }</c> reaches the screen as <c>amount_mxn</c>.
/// Meta refuses data keys that the screen does not declare in its Flow JSON.
/// </summary>
public sealed class FlowAnswer
{
    private FlowAnswer(FlowAnswerKind kind, string? screen, object? content) => (Kind, Screen, Content) = (kind, screen, content);

    internal FlowAnswerKind Kind { get; }

    internal string? Screen { get; }

    internal object? Content { get; }

    /// <summary>New data for the screen the person is on: <c>{"data":{…}}</c>.</summary>
    /// <param name="data">Anything that System.Text.Json writes as an object.</param>
    public static FlowAnswer Data(object data) => new(FlowAnswerKind.Data, null, data);

    /// <summary>The next screen: <c>{"screen":"…","data":{…}}</c>.</summary>
    /// <param name="screen">The screen's id in the Flow JSON; its <c>routing_model</c> must allow the way there.</param>
    /// <param name="data">What the screen shows; an empty object when left out.</param>
    public static FlowAnswer Show(string screen, object? data = null) => new(FlowAnswerKind.Show, screen, data);

    /// <summary>
    /// A message to the person, who stays where they are: <c>{"screen":"…","data":{"error_message":"…"}}</c>,
    /// the screen where it is known.
    /// </summary>
    /// <param name="text">What the person reads.</param>
    public static FlowAnswer Error(string text) => new(FlowAnswerKind.Error, null, text);

    /// <summary>A message beside one field: <see cref="Errors"/> of one.</summary>
    /// <param name="field">The name of the component in the Flow JSON.</param>
    /// <param name="text">What the person reads.</param>
    public static FlowAnswer Error(string field, string text) => Errors(new Dictionary<string, string> { [field] = text });

    /// <summary>
    /// Messages beside the fields they are about; the person stays where they are:
    /// <c>{"screen":"…","data":{"error_messages":{"phone":"…"}}}</c>. Meta knows no such thing in an answer of itself: the screen must declare
    /// <c>error_messages</c> under <c>data</c> as an object, and its Form must say <c>"error-messages": "${data.error_messages}"</c> ("Form
    /// configuration" in Meta's Flow JSON reference). Where the Flow JSON is known and the screen does not declare it, the person reads the
    /// texts as <see cref="Error(string)"/> shows one.
    /// </summary>
    /// <param name="fields">What the person reads, by the name of the component in the Flow JSON.</param>
    public static FlowAnswer Errors(IReadOnlyDictionary<string, string> fields) => new(FlowAnswerKind.FieldErrors, null, fields);

    /// <summary>
    /// The end of the Flow: <c>{"screen":"SUCCESS","data":{"extension_message_response":{"params":{…}}}}</c>. The session's
    /// <c>flow_token</c> is added to the parameters when it is known and they have none of their own.
    /// </summary>
    /// <param name="parameters">What the chat gets back; anything that System.Text.Json writes as an object.</param>
    public static FlowAnswer Complete(object? parameters = null) => new(FlowAnswerKind.Complete, null, parameters);
}

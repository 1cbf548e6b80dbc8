namespace Platica.Flows.FlowJson;

/// <summary>How an answer does not fit its Flow JSON.</summary>
public enum FlowViolationKind
{
    /// <summary>No screen has this id. WhatsApp reports <c>invalid-screen-transition</c>.</summary>
    UnknownScreen,

    /// <summary>
    /// <c>routing_model</c> has no way there from where the person is. WhatsApp reports <c>invalid-screen-transition</c>.
    /// </summary>
    UnreachableScreen,

    /// <summary>The screen does not declare this key. WhatsApp reports <c>payload-schema-error</c>; without the key all is well.</summary>
    UndeclaredKey,

    /// <summary>
    /// The screen declares this key, and the answer has none. "Omit the property entirely" is one of the ways in which Meta's Flow JSON
    /// reference says that there is no value, so the answer may be sent; most often it is a mistake.
    /// </summary>
    MissingKey,

    /// <summary>
    /// The value is null, which Meta's Flow JSON reference says fails ("Dynamic properties"); without the key all is well.
    /// </summary>
    NullValue,

    /// <summary>The value is of another type than declared. WhatsApp reports <c>payload-schema-error</c>.</summary>
    WrongType,
}

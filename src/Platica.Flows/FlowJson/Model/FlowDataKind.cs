namespace Platica.Flows.FlowJson.Model;

/// <summary>The types that a screen's data may have, "Dynamic properties" in Meta's Flow JSON reference.</summary>
internal enum FlowDataKind
{
    /// <summary>Not declared, or in a way we do not know: everything fits.</summary>
    Any,
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

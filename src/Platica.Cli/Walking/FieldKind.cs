namespace Platica.Cli.Walking;

/// <summary>What an input takes.</summary>
internal enum FieldKind
{
    /// <summary>Anything.</summary>
    Text,

    /// <summary>A number; phones send it as text.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of the choices.</summary>
    One,

    /// <summary>Any of the choices.</summary>
    Several,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A first and a last day.</summary>
    DateRange,

    /// <summary>Files, which cannot be sent from here.</summary>
    Files,
}

namespace Platica.Webhooks.Fields;

/// <summary>Which of two values of one field stays. Both rules give the same result in any order and for any repetition.</summary>
public enum FieldMerge
{
    /// <summary>The value with the later version; of one version, the greater value.</summary>
    Latest,

    /// <summary>The smaller value: the first time something was reported. Of equal values, the one with the earlier version.</summary>
    Earliest,
}

namespace Platica.Webhooks.Fields;

/// <summary>Which of two values of one field stays. Both rules give the same result in any order and for any repetition.</summary>
public enum FieldMerge
{
    /// <summary>The value with the later version.</summary>
    Latest,

    /// <summary>The smaller value, whatever its version: the first time something was reported.</summary>
    Earliest,
}

namespace Platica.Processing.Tables;

/// <summary>The columns of DeadLetters beside those of the raw delivery.</summary>
internal static class DeadLetterColumns
{
    public const string Reason = "Reason";
    public const string Description = "Description";
    public const string Attempts = "Attempts";
}

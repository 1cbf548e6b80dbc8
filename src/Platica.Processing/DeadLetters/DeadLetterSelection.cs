using Platica.Processing.Merging;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Processing.DeadLetters;

/// <summary>Which dead letters are meant: the same filters list, replay and drop them. Ages count from the arrival of the delivery.</summary>
/// <param name="Range">When they arrived.</param>
/// <param name="Filter">What else they must be.</param>
/// <param name="IsNarrowed">Whether anything says which ones, so that it is not all that are open.</param>
internal sealed record DeadLetterSelection(DayRange Range, RowFilter Filter, bool IsNarrowed)
{
    /// <summary>The parameters of an operation.</summary>
    public static readonly string[] Parameters = ["ids", "reason", "event", "workspace", "provider", "since", "before", "olderThan", "state"];

    /// <summary>The parameters of a list, beside those that every list has.</summary>
    public static readonly string[] QueryParameters = ["day", "event", "reason", "since", "before", "older-than", "state", "bodies"];

    /// <summary>Those that a list asks for.</summary>
    public static DeadLetterSelection Of(ReadParameters parameters, TimeProvider clock) => Of(
        parameters.Text,
        "older-than",
        parameters.Workspace,
        new(parameters.Day, parameters.Time("since"), Earlier(parameters.Time("before"), parameters.Text("older-than"), "older-than", clock)));

    /// <summary>Those that an operation asks for: by ids, or by filters.</summary>
    public static DeadLetterSelection Of(OperationCall call, TimeProvider clock)
    {
        var selection = Of(
            call.Text,
            "olderThan",
            call.Text("workspace"),
            new(null, call.Time("since"), Earlier(call.Time("before"), call.Text("olderThan"), "olderThan", clock)));
        var hasIds = call.Texts("ids", DeadLetterWalk.MostIds).Count > 0;
        return hasIds && selection.IsNarrowed
            ? throw OperationCall.Invalid("ids", "given without filters: ids say already which dead letters are meant")
            : selection with { IsNarrowed = selection.IsNarrowed || hasIds };
    }

    private static DeadLetterSelection Of(Func<string, string?> text, string age, string? workspace, DayRange range)
    {
        var filter = new RowFilter()
            .Text(EventColumns.Event, text("event"))
            .Text(DeadLetterColumns.Reason, text("reason"))
            .Text(EntityRow.Workspace, workspace)
            .Text(BodyColumns.Provider, text("provider"))
            .Where(StateOf(text("state")));
        var isNarrowed = workspace is not null || text("state") == "replayed"
            || new[] { "event", "reason", "provider", "since", "before", age }.Any(name => text(name) is not null);
        return new(range, filter, isNarrowed);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? before, string? age, string name, TimeProvider clock)
    {
        DateTimeOffset? than = age is null ? null : Ages.Before(clock.GetUtcNow(), age, name);
        return before is null || than < before ? than ?? before : before;
    }

    private static Func<TableRow, bool> StateOf(string? state) => state switch
    {
        null or "open" => row => !IsReplayed(row),
        "replayed" => IsReplayed,
        "all" => _ => true,
        _ => throw ReadParameters.Invalid("state", "open, replayed or all"),
    };

    private static bool IsReplayed(TableRow row) => row.GetTime(DeadLetterColumns.ReplayedAt) is not null;
}

using System.CommandLine;
using Platica.Cli.Commands;

namespace Platica.Cli.DeadLetters;

/// <summary>What can be done with dead letters.</summary>
/// <param name="Name">What comes after <c>dead-letters</c>.</param>
/// <param name="Description">For the help.</param>
/// <param name="Question">What to ask before it is done.</param>
/// <param name="Refused">What to say when the answer is no.</param>
/// <param name="Options">Its own options, each a parameter of the operation of the same name: a flag or a number.</param>
internal sealed record DeadLetterAction(string Name, string Description, string Question, string Refused, IReadOnlyList<Option> Options)
{
    /// <summary>Sends them again.</summary>
    public static DeadLetterAction Replay => new(
        "replay",
        "Has dead letters processed again: the open ones, unless ids or filters say which. Repeatable.",
        "Send them again?",
        "Nothing was sent.",
        [new Option<int?>("--rate") { Description = "How many a second, 1-100. Default: 10.", HelpName = "count" }]);

    /// <summary>Deletes them.</summary>
    public static DeadLetterAction Drop => new(
        "drop",
        "Deletes dead letters for good, those that ids or filters say.",
        "Delete them for good?",
        "Nothing was dropped.",
        [new Option<bool>("--all") { Description = "All open ones, where neither ids nor a filter says which." }]);

    /// <summary>The operation's route below <c>/api/operations/</c>.</summary>
    public string Operation => $"{DeadLettersCommand.Name}/{Name}";
}

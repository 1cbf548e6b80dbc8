using Platica.Processing.Merging;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Tests.Convergence;

/// <summary>The values that a case sets one field of one entity to, and what decides between them.</summary>
/// <param name="Claims">Each value with its version.</param>
internal sealed record Contest(IReadOnlyList<(ChangeVersion Version, FieldValue Value)> Claims)
{
    /// <summary>Whether the greatest version comes with different values, so that only the value can decide.</summary>
    public bool IsDecidedByValue => Differ(Claims.Where(claim => claim.Version == Claims.Max(other => other.Version)));

    /// <summary>Whether the greatest times come with different event ids and values, so that only the id can decide.</summary>
    public bool IsDecidedByEventId
    {
        get
        {
            var greatest = Claims.Max(claim => (claim.Version.UpdatedAt, claim.Version.Timestamp));
            var tied = Claims.Where(claim => (claim.Version.UpdatedAt, claim.Version.Timestamp) == greatest).ToList();
            return tied.Select(claim => claim.Version.EventId).Distinct().Count() > 1 && Differ(tied);
        }
    }

    /// <summary>Whether the winner clears what an older claim had set.</summary>
    public bool IsCleared => Claims.MaxBy(claim => claim.Version).Value.IsNull && Claims.Any(claim => !claim.Value.IsNull);

    /// <summary>All contests of a case.</summary>
    public static IEnumerable<Contest> Of(ConvergenceCase one) => one.Events.SelectMany(TranslatedChanges.Of)
        .SelectMany(item => item.Change.Fields.Select(set => (
            Address: (item.Workspace, item.Change.Kind, item.Change.Id, set.Field, set.Key),
            Claim: (item.Change.Version with { EventId = VersionCodec.ShortId(item.Change.Version.EventId) }, set.Value))))
        .Where(item => item.Address.Field.Merge == FieldMerge.Latest)
        .GroupBy(item => item.Address, item => item.Claim)
        .Select(group => new Contest([.. group]));

    private static bool Differ(IEnumerable<(ChangeVersion Version, FieldValue Value)> claims) =>
        claims.Select(claim => claim.Value).Distinct().Count() > 1;
}

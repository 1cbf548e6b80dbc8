using System.Text.Json;
using Platica.Cli.Http;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Cli.Backfilling;

/// <summary>A client or a conversation as Platica's API lists it.</summary>
/// <param name="Workspace">The id of the workspace it is listed under.</param>
/// <param name="Json">The entity.</param>
internal sealed record ApiEntity(string Workspace, JsonElement Json)
{
    /// <summary>Its id; empty where it tells none.</summary>
    public string Id => JsonText.ReadExact(Json, "id");

    /// <summary>Whether it changed at or after a time. One that does not tell when may have.</summary>
    public bool IsSince(DateTimeOffset? since) => IsSince(Json, since);

    /// <inheritdoc cref="IsSince(DateTimeOffset?)"/>
    public static bool IsSince(JsonElement entity, DateTimeOffset? since)
    {
        var time = PlaticaBackfill.TimeOf(entity);
        return since is null || time >= since || time == DateTimeOffset.UnixEpoch;
    }
}

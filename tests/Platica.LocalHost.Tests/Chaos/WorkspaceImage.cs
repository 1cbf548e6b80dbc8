using System.Text.Json;

namespace Platica.LocalHost.Tests.Chaos;

/// <summary>What the read API tells of a workspace's state: conversations, their messages and history, clients.</summary>
internal static class WorkspaceImage
{
    /// <summary>Every item, by where it was found.</summary>
    public static async Task<SortedDictionary<string, string>> TakeAsync(
        string workspace, Func<string, Task<IReadOnlyList<JsonElement>>> getItems)
    {
        var image = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var conversation in await AddAsync("/api/conversations"))
        {
            await AddAsync($"/api/conversations/{conversation}/messages");
            await AddAsync($"/api/conversations/{conversation}/events");
        }

        await AddAsync("/api/clients");
        await AddAsync("/api/referrals");
        return image;

        async Task<List<string>> AddAsync(string path)
        {
            var ids = new List<string>();
            foreach (var (index, item) in (await getItems($"{path}?workspace=platica.{workspace}")).Index())
            {
                var id = item.GetProperty("id").GetString()!;
                ids.Add(id);
                image[$"{path} {index:D6} {id}"] = item.GetRawText();
            }

            return ids;
        }
    }
}

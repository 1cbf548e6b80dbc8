using System.Net;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Durability;

/// <summary>The real LocalHost where its files cannot grow any more: the system refuses the write as it does on a full disk.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int RoomKilobytes = 64;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task When_the_disk_is_full_deliveries_are_refused_and_everything_acknowledged_is_there_afterwards()
    {
        var (acknowledged, refused) = (new List<string>(), new List<string>());
        await using (var process = await LocalHostProcess.StartWithRoomAsync(_folder.Path, RoomKilobytes))
        {
            using var client = new LocalHostClient(process);
            for (var number = 0; refused.Count < 5 && number < 1000; number++)
            {
                var id = $"evt_{number}";
                var status = await client.PostAsync(Event(id, new string('x', 4000)));
                Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable);
                (status == HttpStatusCode.Accepted ? acknowledged : refused).Add(id);
            }

            await process.LineAsync("503 refused");
            Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (await client.GetIdsAsync("/api/events")).Order(StringComparer.Ordinal));
            await process.KillAsync();
        }

        Assert.InRange(acknowledged.Count, 10, 15);
        await using var restarted = await LocalHostProcess.StartAsync(_folder.Path);
        using var reader = new LocalHostClient(restarted);
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (await reader.GetIdsAsync("/api/events")).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(restarted.Output.All, line => line.Contains("damaged", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Accepted, await reader.PostAsync(Event(refused[0], "")));
    }

    [UnixFact]
    public async Task What_fits_is_taken_although_something_larger_was_refused()
    {
        await using var process = await LocalHostProcess.StartWithRoomAsync(_folder.Path, RoomKilobytes);
        using var client = new LocalHostClient(process);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await client.PostAsync(Event("large", new string('x', RoomKilobytes * 1024))));
        Assert.Equal(HttpStatusCode.Accepted, await client.PostAsync(Event("small", "")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await client.PostAsync(Event("large", new string('x', RoomKilobytes * 1024))));
        await process.KillAsync();

        await using var restarted = await LocalHostProcess.StartAsync(_folder.Path);
        using var reader = new LocalHostClient(restarted);
        Assert.Equal(["small"], await reader.GetIdsAsync("/api/events"));
    }

    [UnixFact]
    public async Task A_start_on_a_full_disk_says_so_in_one_line()
    {
        _folder.Write("secret", "whsec_for_tests");
        _folder.Write("operations-key", "0123456789abcdef0123456789abcdef");
        _folder.Write("erasure-key", "0123456789abcdef0123456789abcdef");

        var start = await LocalHostProcess.StartInVainWithRoomAsync(_folder.Path, 0);

        Assert.Equal(1, start.ExitCode);
        Assert.Matches("^The data folder cannot be used: .+ Choose another one with --data.$", start.Message);
    }

    private static string Event(string id, string text) =>
        $$"""{"id":"{{id}}","event":"custom.large","workspaceId":"ws","timestamp":"2026-11-20T09:00:00Z","data":{"text":"{{text}}"} }""";
}

using System.Text.Json;
using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Reading;

/// <summary>A workspace of 1,000 conversations and one of 100,000, with the same share of everything.</summary>
public sealed class GrowingWorkspaces : IAsyncLifetime
{
    /// <summary>How many conversations the workspaces have.</summary>
    public static readonly int[] Sizes = [1_000, 100_000];

    private const int PerBatch = 1_000;
    private const int LargestPage = 500;

    private readonly Dictionary<int, (RowCountingStore Store, Pipeline Pipeline, string Middle)> _workspaces = [];

    public async Task InitializeAsync()
    {
        foreach (var size in Sizes)
        {
            var tables = new InMemoryTableStore();
            var pipeline = new Pipeline(tables);
            foreach (var numbers in Enumerable.Range(0, size).Chunk(PerBatch))
            {
                await pipeline.ProcessAsync([.. numbers.Select(Conversation)]);
            }

            var store = new RowCountingStore(tables);
            var reading = new Pipeline(store);
            _workspaces[size] = (store, reading, await MiddleAsync(reading, size));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Reads one page of a workspace and tells how many rows that took.</summary>
    /// <param name="size">Which workspace.</param>
    /// <param name="path">The list.</param>
    /// <param name="query">Its parameters; <c>(middle)</c> stands for the continuation of the page at half of all conversations.</param>
    internal async Task<(int Items, int RowsRead)> ReadPageAsync(int size, string path, string query)
    {
        var (store, pipeline, middle) = _workspaces[size];
        var before = store.RowsRead;
        var (ids, _) = await pipeline.GetPageAsync(path, query.Replace("(middle)", middle, StringComparison.Ordinal));
        return (ids.Count, store.RowsRead - before);
    }

    private static async Task<string> MiddleAsync(Pipeline pipeline, int size)
    {
        string? continuation = "";
        for (var read = 0; read < size / 2; read += LargestPage)
        {
            var answer = await pipeline.GetAsync("/api/conversations", $"limit={LargestPage}&continuation={continuation}");
            continuation = JsonElement.Parse(answer.Body.Span).GetProperty("continuation").GetString();
        }

        return continuation!;
    }

    /// <summary>One of twenty has a rare tag; a hundred of each thousand have one phone.</summary>
    private static Delivery Conversation(int number) => Posted.Event(
        "conversation.created",
        $"event_{number}",
        new
        {
            conversation = new { id = $"conv_{number}", status = "open", tags = new[] { number % 20 == 7 ? "rare" : "usual" }, phoneNumber = $"52{number % 10:D10}" },
        },
        Posted.Arrival.AddSeconds(20 * number));
}

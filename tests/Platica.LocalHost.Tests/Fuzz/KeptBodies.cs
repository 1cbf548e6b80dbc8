using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>A store that remembers which workspaces there are, so that all deliveries can be asked for again over the read API.</summary>
public class KeptBodies : DispatchProxy
{
    private readonly ConcurrentDictionary<string, bool> _workspaces = new();
    private ITableStore _store = null!;

    /// <summary>One before a store.</summary>
    internal static (ITableStore Store, KeptBodies Kept) Before(ITableStore store)
    {
        var before = Create<ITableStore, KeptBodies>();
        var kept = (KeptBodies)(object)before;
        kept._store = store;
        return (before, kept);
    }

    /// <summary>How often each body is kept, in Events and DeadLetters together, by its hash.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> CountAsync(RunningLocalHost host)
    {
        var counts = new Dictionary<string, int>();
        Add(await host.GetItemsAsync("/api/dead-letters?bodies=true&limit=500"));
        foreach (var workspace in _workspaces.Keys)
        {
            Add(await host.GetItemsAsync($"/api/events?bodies=true&limit=500&workspace={Uri.EscapeDataString(workspace)}"));
        }

        return counts;

        void Add(IReadOnlyList<JsonElement> items)
        {
            foreach (var hash in items.Select(item => Hash(KeptDeliveries.BodyOf(item))))
            {
                counts[hash] = counts.GetValueOrDefault(hash) + 1;
            }
        }
    }

    internal static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is ["Events", TableRow row, ..])
        {
            Note(row);
        }
        else if (args is ["Events", IReadOnlyList<TableRow> rows, ..])
        {
            rows.ToList().ForEach(Note);
        }

        try
        {
            return targetMethod!.Invoke(_store, args);
        }
        catch (TargetInvocationException problem)
        {
            ExceptionDispatchInfo.Throw(problem.InnerException!);
            throw;
        }
    }

    private void Note(TableRow row) => _workspaces[row.GetText("Workspace") ?? string.Empty] = true;
}

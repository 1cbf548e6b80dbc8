using Platica.LocalHost;
using Platica.LocalHost.Data;

namespace Platica.Benchmarks.Load;

/// <summary>The servers of one scenario and their folder, which is thrown away with them.</summary>
internal sealed class LoadBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platica-load-").FullName;
    private readonly List<LoadTarget> _targets = [];

    /// <summary>The real LocalHost, started as a user does.</summary>
    public Task<LoadTarget> StartLocalHostAsync() => StartAsync(
        "LocalHost",
        data => [AssemblyOf<LocalHostApplication>(), "--data", data.Path, "--urls", "http://127.0.0.1:0", "--admin-urls", "http://127.0.0.1:0"]);

    /// <summary>The empty endpoint.</summary>
    public Task<LoadTarget> StartYardstickAsync() => StartAsync("empty endpoint", data => [AssemblyOf<LoadBench>(), EmptyHost.Command, data.Path]);

    /// <summary>LocalHost with the Flow whose handler blocks.</summary>
    public Task<LoadTarget> StartStuckHostAsync() => StartAsync("LocalHost", data => [AssemblyOf<LoadBench>(), StuckHost.Command, data.Path]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var target in _targets)
        {
            await target.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string AssemblyOf<T>() => typeof(T).Assembly.Location;

    private async Task<LoadTarget> StartAsync(string name, Func<DataFolder, string[]> arguments)
    {
        var data = new DataFolder(Path.Combine(_folder, $"{_targets.Count}"));
        var target = await LoadTarget.StartAsync(name, data, arguments(data));
        _targets.Add(target);
        return target;
    }
}

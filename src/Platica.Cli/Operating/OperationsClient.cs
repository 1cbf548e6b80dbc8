using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Operating;

/// <summary>
/// Runs operations of a site page by page. A page that was not answered is asked for again: every operation may be repeated.
/// </summary>
/// <param name="host">The network, the clock and the terminal.</param>
/// <param name="site">Where.</param>
internal sealed class OperationsClient(CliHost host, Site site) : IDisposable
{
    /// <summary>A page takes up to 30 s, and an app that sleeps has to wake up first.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan[] Waits = [.. new[] { 1, 2, 4, 8, 15 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    private readonly SiteClient _site = new(host, site, KeyKind.Operations, Timeout);

    /// <summary>Runs an operation to its end and adds up what it counts.</summary>
    /// <exception cref="CliException">It was refused, or nobody answered any more.</exception>
    public async Task<OperationCounts> RunAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var counts = new OperationCounts();
        var continuation = run.Continuation;
        try
        {
            using var progress = new StatusLine(host);
            do
            {
                var answer = await SendAsync(run, continuation, isFirst: counts.Names.Count == 0, cancellationToken).ConfigureAwait(false);
                continuation = Read(answer, counts, run, progress, continuation);
                progress.Show(run.Progress?.Invoke(counts) ?? $"{run.Name}: {counts} …");
            }
            while (continuation is not null);
            return counts;
        }
        catch (Exception problem) when (problem is CliException or OperationCanceledException && counts.Names.Count > 0 && continuation is not null)
        {
            await host.Error.WriteLineAsync($"Not finished; so far {counts}. To go on: {run.GoOn(continuation)}").ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _site.Dispose();

    private async Task<HttpAnswer> SendAsync(OperationRun run, string? continuation, bool isFirst, CancellationToken cancellationToken)
    {
        var parameters = (JsonObject)run.Parameters.DeepClone();
        parameters["continuation"] = continuation;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var content = new StringContent(JsonLine.Text(parameters), Encoding.UTF8, "application/json");
                var answer = await _site.SendAsync(HttpMethod.Post, $"/api/operations/{run.Name}", content, cancellationToken).ConfigureAwait(false);
                if (!IsPassing(answer.Status) || attempt == Waits.Length)
                {
                    return _site.Check(answer);
                }
            }
            catch (NoAnswerException) when (!isFirst && attempt < Waits.Length)
            {
                // It was there a moment ago.
            }

            await Task.Delay(Waits[attempt], host.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static string? Read(HttpAnswer answer, OperationCounts counts, OperationRun run, StatusLine progress, string? continuation)
    {
        counts.Add(answer);
        if (run.OnItem is { } onItem && JsonText.Find(answer.Json, "items") is { ValueKind: JsonValueKind.Array } items)
        {
            // The items may be printed where the line stands.
            progress.Show("");
            foreach (var item in items.EnumerateArray())
            {
                onItem(item);
            }
        }

        var next = JsonText.Find(answer.Json, "continuation") is { ValueKind: JsonValueKind.String } token ? token.GetString() : null;
        return next is null || next != continuation
            ? next
            : throw new CliException($"{run.Name} does not go on: its continuation leads to itself.");
    }
}

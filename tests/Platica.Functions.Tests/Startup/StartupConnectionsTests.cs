using Moq;
using Platica.Functions.Startup;
using Platica.Functions.Tables;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Tests.Tables;
using Platica.Processing.Queue;
using Platica.Processing.Startup;

namespace Platica.Functions.Tests.Startup;

public sealed class StartupConnectionsTests : IDisposable
{
    private readonly Home _home = new();
    private readonly RecordedLog<StartupConnections> _log = new();
    private readonly Mock<IMessageSender> _sender = new();
    private readonly AnsweringTableService _tables = new(_ => Task.FromResult(AnsweringTableService.Page([])));

    [Fact]
    public async Task What_is_not_there_yet_is_created()
    {
        await RunAsync();

        Assert.Equal(Processing.Tables.TableNames.All.Count, _tables.Creations);
        Assert.Empty(_log.Texts);
    }

    [Fact]
    public async Task A_queue_that_does_not_answer_is_logged_with_the_reason()
    {
        _sender.Setup(sender => sender.CheckAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new QueueUnavailableException("It is down."));

        await RunAsync();

        Assert.Contains("It is down.", Assert.Single(_log.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_does_not_stop_the_worker_and_is_logged_by_its_type()
    {
        _sender.Setup(sender => sender.CheckAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("hunter2"));

        await RunAsync();

        var text = Assert.Single(_log.Texts);
        Assert.Contains("InvalidOperationException", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Equal(Processing.Tables.TableNames.All.Count, _tables.Creations);
    }

    [Fact]
    public async Task A_cancellation_that_is_not_ours_does_not_stop_the_worker_either()
    {
        _sender.Setup(sender => sender.CheckAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new TaskCanceledException());

        await RunAsync();

        Assert.Contains("TaskCanceledException", Assert.Single(_log.Texts), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _tables.Dispose();
        _home.Dispose();
    }

    /// <summary>Runs to the end; throws what would stop the worker.</summary>
    private async Task RunAsync()
    {
        var store = new TableStore(_tables.Client);
        using var connections = new StartupConnections(_sender.Object, store, new(store, ""), _home.Blobs, _home.Get<WarmUp>(), _log);
        await connections.StartAsync(CancellationToken.None);
        await connections.ExecuteTask!;
    }
}

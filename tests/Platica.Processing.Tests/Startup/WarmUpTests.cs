using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using Platica.Flows;
using Platica.Processing.Startup;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Startup;

[Collection(AloneTests.Name)]
public sealed class WarmUpTests
{
    [Fact]
    public async Task RunAsync_answers_a_Flow_without_the_business_the_queue_the_tables_or_the_counters()
    {
        var store = new Mock<ITableStore>(MockBehavior.Strict);
        var handlers = 0;
        await using var host = new ReceiverHost(configure: services => services
            .AddSingleton(store.Object)
            .AddFlow("of the business", flow => flow.AsDefault().OnDataExchange("WARM_UP", () =>
            {
                handlers++;
                return FlowAnswer.Show("WARM_UP");
            })));
        using var measured = new MeasuredValues(metrics: null);

        await host.WarmUp.RunAsync(CancellationToken.None);

        Assert.StartsWith("Information: Warmed up in ", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
        Assert.Equal(0, handlers);
        Assert.DoesNotContain(measured.All, value => value.Contains("screen_advance", StringComparison.Ordinal));
        Assert.Equal(0, host.Receiver.Refused);
        host.Queue.Verify(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task RunAsync_works_while_no_secret_is_set()
    {
        await using var host = new ReceiverHost(secret: null);

        await host.WarmUp.RunAsync(CancellationToken.None);

        Assert.StartsWith("Information: Warmed up in ", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_that_fails_is_a_warning_and_no_more()
    {
        var scopes = new Mock<IServiceScopeFactory>();
        scopes.Setup(factory => factory.CreateScope()).Throws(new InvalidOperationException());
        await using var host = new ReceiverHost();
        var warmUp = new WarmUp(scopes.Object, host.Clock, new Logger<WarmUp>(host.Log));

        await warmUp.RunAsync(CancellationToken.None);

        Assert.StartsWith("Warning: A Flow answer of the warm-up ended as failed.", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
    }
}

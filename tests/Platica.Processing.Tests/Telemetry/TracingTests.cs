using System.Diagnostics;
using Moq;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Activity = System.Diagnostics.Activity;

namespace Platica.Processing.Tests.Telemetry;

/// <summary>The one class of tests that listens to traces: its tests run one after the other.</summary>
public sealed class TracingTests : IAsyncDisposable
{
    private const string Body = """
        {"event":"message.created","id":"evt_1","data":{"conversation":{"id":"conv_1","phoneNumber":"+5215500000001"},"message":{"id":"msg_1","content":"Hola"}}}
        """;

    private readonly ReceiverHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Receiving_is_a_span_that_tells_provider_event_and_outcome_and_nothing_of_a_person()
    {
        using var spans = new RecordedSpans();

        await _host.PostSignedAsync(Body);

        var receive = spans.Single("receive webhook");
        Assert.Equal(
            ["platica.event=message.created", "platica.outcome=accepted", "platica.provider=platica"],
            receive.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain("5500000001", spans.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hola", spans.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_traceparent_that_the_queue_sees_is_of_a_span_within_the_call()
    {
        using var spans = new RecordedSpans();
        string? traceparent = null;
        _host.Queue.Setup(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()))
            .Callback(() => traceparent = Activity.Current?.Id)
            .Returns(Task.CompletedTask);

        await _host.PostSignedAsync(Body);

        var enqueue = spans.Single("enqueue");
        Assert.Equal(enqueue.Id, traceparent);
        Assert.Equal(spans.Single("receive webhook").SpanId, enqueue.ParentSpanId);
        Assert.Equal(ActivityKind.Producer, enqueue.Kind);
    }

    [Fact]
    public async Task A_delivery_that_is_not_queued_is_an_error_in_the_trace()
    {
        using var spans = new RecordedSpans();
        _host.BreakQueue();

        await _host.PostSignedAsync(Body);

        Assert.Equal(ActivityStatusCode.Error, spans.Single("enqueue").Status);
        Assert.Equal(ActivityStatusCode.Error, spans.Single("receive webhook").Status);
    }

    [Fact]
    public async Task A_name_from_outside_never_becomes_a_tag()
    {
        using var spans = new RecordedSpans();

        await _host.PostSignedAsync("""{"event":"of.5215500000001"}""");
        await _host.PostAsync("", provider: "5215500000001");

        Assert.DoesNotContain("5500000001", spans.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_links_to_the_traces_of_its_messages()
    {
        using var spans = new RecordedSpans();
        const string First = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        const string Second = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

        using (PipelineTracing.StartProcessBatch([First, null, "nonsense", Second, First]))
        {
        }

        var batch = spans.Single("process batch");
        Assert.Equal([First, Second], batch.Links.Select(link => $"00-{link.Context.TraceId}-{link.Context.SpanId}-0{(int)link.Context.TraceFlags}"));
        Assert.Equal(5, batch.GetTagItem("messaging.batch.message_count"));
        Assert.Equal(ActivityKind.Consumer, batch.Kind);
    }

    [Fact]
    public async Task Storing_a_batch_goes_on_to_its_table_writes()
    {
        using var spans = new RecordedSpans();
        var update = Posted.Body("""{"event":"message.updated","id":"evt_2","data":{"message":{"id":"msg_1","status":"read"}}}""");

        using (PipelineTracing.StartProcessBatch([]))
        {
            await _host.Processor.ProcessAsync([Posted.Body(Body)], CancellationToken.None);
            await _host.Processor.ProcessAsync([update], CancellationToken.None);
        }

        Assert.Contains($"insert {TableNames.Conversations}", spans.Names);
        var write = spans.Single($"replace {TableNames.Messages}");
        Assert.Equal("written", write.GetTagItem("platica.outcome"));
        Assert.Equal(["store batch", "process batch"], [write.Parent!.OperationName, write.Parent.Parent!.OperationName]);
        Assert.DoesNotContain("5500000001", spans.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_warm_up_has_a_span_of_its_own_above_what_it_receives()
    {
        using var spans = new RecordedSpans();

        await _host.WarmUp.RunAsync(CancellationToken.None);

        Assert.Equal("warm up", spans.Names.Last());
        Assert.Contains("receive webhook", spans.Names);
    }

    [Fact]
    public async Task Without_a_listener_there_are_no_spans()
    {
        Activity? seen = null;
        _host.Queue.Setup(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()))
            .Callback(() => seen = Activity.Current)
            .Returns(Task.CompletedTask);

        await _host.PostSignedAsync(Body);

        Assert.Null(PipelineTracing.StartProcessBatch(["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"]));
        Assert.Null(seen);
    }
}

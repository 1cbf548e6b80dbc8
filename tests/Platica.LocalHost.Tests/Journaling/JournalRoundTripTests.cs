using System.Text;
using Platica.LocalHost.Journaling;
using Platica.Webhooks;

namespace Platica.LocalHost.Tests.Journaling;

public sealed class JournalRoundTripTests : IDisposable
{
    private readonly MemoryJournalFile _file = new();

    public static TheoryData<int> Sizes => [0, 1, 7, 8, 9, 255, 256, 1023, 65_536, 1_048_576, 5_000_000];

    public void Dispose() => _file.Dispose();

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Replay_returns_a_delivery_as_it_was_appended(int size)
    {
        var delivery = new Delivery
        {
            Provider = "whapi",
            ReceivedAt = new DateTimeOffset(2026, 11, 20, 3, 4, 5, TimeSpan.FromHours(-6)).AddTicks(1234567),
            Body = Bytes(size),
            Attributes = new Dictionary<string, string> { ["x-platica-event"] = "flujo.señal", ["empty"] = string.Empty },
            Reply = new FlowReply(Bytes(size / 2), "deadline", 449.75),
        };

        var replayed = await AppendAndReplayAsync(delivery);

        Assert.Equal(delivery.Provider, replayed.Provider);
        Assert.Equal(delivery.ReceivedAt, replayed.ReceivedAt);
        Assert.Equal(TimeSpan.Zero, replayed.ReceivedAt.Offset);
        Assert.Equal(delivery.Body.ToArray(), replayed.Body.ToArray());
        Assert.Equal(delivery.Attributes, replayed.Attributes);
        Assert.Equal(delivery.Reply.Answer.ToArray(), replayed.Reply!.Answer.ToArray());
        Assert.Equal((delivery.Reply.Outcome, delivery.Reply.Milliseconds), (replayed.Reply.Outcome, replayed.Reply.Milliseconds));
    }

    [Fact]
    public async Task Replay_returns_a_delivery_without_attributes_and_reply()
    {
        var replayed = await AppendAndReplayAsync(new Delivery { Provider = "platica", ReceivedAt = DateTimeOffset.UnixEpoch, Body = Bytes(3) });

        Assert.Empty(replayed.Attributes);
        Assert.Null(replayed.Reply);
    }

    [Fact]
    public async Task Replay_returns_bodies_of_all_sizes_in_the_order_of_their_appends()
    {
        var random = new Random(20261120);
        int[] sizes = [.. Enumerable.Range(0, 300).Select(number => number % 50 == 0 ? 4_194_304 - number : random.Next(60_000))];
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            await Task.WhenAll(sizes.Select(size => journal.AppendAsync(Deliveries.Of(Bytes(size)), CancellationToken.None)));
        }

        var (reopened, replayed) = Deliveries.Open(_file);
        await using (reopened)
        {
            Assert.Equal(sizes, replayed.Select(delivery => delivery.Body.Length));
            Assert.All(replayed, delivery => Assert.Equal(Bytes(delivery.Body.Length), delivery.Body.ToArray()));
        }
    }

    [Fact]
    public async Task The_answer_to_a_Flow_is_read_at_its_own_reference()
    {
        var delivery = Deliveries.Of("the question") with { Reply = new FlowReply("the answer"u8.ToArray(), "answered", 1) };
        var (journal, _) = Deliveries.Open(_file);
        await journal.AppendAsync(delivery, CancellationToken.None);
        await journal.DisposeAsync();

        var (reopened, replayed) = Deliveries.Open(_file);
        await using (reopened)
        {
            var reference = Assert.Single(replayed).Reply!.AnswerReference!;
            Assert.Equal("the answer", Encoding.UTF8.GetString((await reopened.ReadAsync(reference, CancellationToken.None))!.Value.Span));
        }
    }

    [Fact]
    public async Task A_delivery_without_an_answer_has_none_to_read()
    {
        var (journal, _) = Deliveries.Open(_file);
        await using (journal)
        {
            var reference = await journal.AppendAsync(Deliveries.Of("no question"), CancellationToken.None);
            Assert.Null(await journal.ReadAsync($"{reference}/answer", CancellationToken.None));
        }
    }

    [Fact]
    public async Task The_reference_of_an_append_is_the_one_that_replay_returns_and_reads_the_body()
    {
        var (journal, _) = Deliveries.Open(_file);
        var first = await journal.AppendAsync(Deliveries.Of("first"), CancellationToken.None);
        var second = await journal.AppendAsync(Deliveries.Of("second"), CancellationToken.None);
        await journal.DisposeAsync();

        var (reopened, replayed) = Deliveries.Open(_file);
        await using (reopened)
        {
            Assert.Equal([first, second], replayed.Select(delivery => delivery.BodyReference!));
            Assert.Equal("second", Encoding.UTF8.GetString((await reopened.ReadAsync(second, CancellationToken.None))!.Value.Span));
            Assert.Equal("first", Encoding.UTF8.GetString(reopened.ReadBody(first)!.Value.Span));
        }
    }

    [Theory]
    [InlineData("journal:0")]
    [InlineData("journal:21")]
    [InlineData("journal:1000000")]
    [InlineData("journal:9223372036854775807")]
    [InlineData("journal:-1")]
    [InlineData("journal:")]
    [InlineData("blob:20")]
    public async Task ReadBody_of_a_reference_to_no_record_returns_null(string reference)
    {
        await using var journal = Deliveries.Open(_file).Journal;
        await journal.AppendAsync(Deliveries.Of("body"), CancellationToken.None);

        Assert.Null(journal.ReadBody(reference));
    }

    [Fact]
    public async Task Replay_tells_its_progress_up_to_the_whole_file()
    {
        var (content, _) = await Deliveries.WriteAsync("first", "second");
        var progress = new ProgressLog();
        await using var journal = Journal.Open(new MemoryJournalFile(content), TimeProvider.System);

        Assert.Equal(2, journal.Replay(progress).Count());

        Assert.All(progress.Reports, report => Assert.Equal(content.Length, report.BytesTotal));
        Assert.Equal(content.Length, progress.Reports[^1].BytesRead);
    }

    private static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private async Task<Delivery> AppendAndReplayAsync(Delivery delivery)
    {
        await using (var journal = Deliveries.Open(_file).Journal)
        {
            await journal.AppendAsync(delivery, CancellationToken.None);
        }

        var (reopened, replayed) = Deliveries.Open(_file);
        await using (reopened)
        {
            return Assert.Single(replayed);
        }
    }
}

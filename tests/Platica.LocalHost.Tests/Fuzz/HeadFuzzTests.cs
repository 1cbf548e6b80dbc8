using System.Collections.Concurrent;
using System.Text;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Fuzz;

/// <summary>Requests whose heads are wrong in up to three ways, on connections of their own.</summary>
public sealed class HeadFuzzTests
{
    private const int UsualCases = 2000;
    private const int Connections = 8;
    private const int HttpVersionNotSupported = 505;

    /// <summary>How long a request waits whose body is shorter than it says.</summary>
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentDictionary<string, bool> _taken = new();
    private readonly ConcurrentDictionary<string, bool> _cut = new();
    private int _refused;

    [Theory]
    [InlineData("platica")]
    [InlineData("watsi")]
    [InlineData("whapi")]
    public async Task A_head_of_any_kind_is_answered_and_only_who_proves_to_be_the_provider_is_heard(string provider)
    {
        var form = HeadForm.Of(provider);
        await using var host = await EveryProvider.StartAsync(receiver: options => options with { BodyTimeout = BodyTimeout });
        var numbers = new ConcurrentQueue<int>(Enumerable.Range(FuzzRun.First, FuzzRun.Cases(UsualCases)));

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => SendAllAsync(host, form, numbers))));

        FuzzRun.AssertNone(_problems);
        await host.WaitUntilProcessedAsync();
        Assert.Equal(_taken.Keys.Order(), (await host.GetEventsAsync(form.Workspace)).Select(item => item.GetProperty("id").GetString()).Order());
        Assert.Equal(_cut.Keys.Order(), (await host.GetDeadLettersAsync()).Select(letter => Encoding.UTF8.GetString(KeptDeliveries.BodyOf(letter))).Distinct().Order());
        Assert.True(FuzzRun.Cases(UsualCases) == 1 || (_taken.Count > 100 && _refused > 100), "Both kinds must occur, or this shows nothing.");
    }

    private async Task SendAllAsync(RunningLocalHost host, HeadForm form, ConcurrentQueue<int> numbers)
    {
        while (numbers.TryDequeue(out var number))
        {
            try
            {
                using var client = new WireClient(host.Application.Endpoints.Receiver);
                var request = FuzzedHead.Make(form, FuzzRun.Of(number), number);
                Check(request, await client.SendAsync(request.Bytes), form.Success, number);
            }
            catch (Exception problem)
            {
                _problems.Enqueue($"{problem.GetType().Name}: {problem.Message} {FuzzRun.Repeat(number)}.");
            }
        }
    }

    private void Check(FuzzedHead sent, WireAnswer answer, int success, int number)
    {
        if (answer.Status == success)
        {
            (sent.Cut is null ? _taken : _cut)[sent.Cut ?? sent.EventId] = true;
        }
        else
        {
            Interlocked.Increment(ref _refused);
        }

        var isRight = sent.IsRight ? answer.Status == success : answer.Status is 0 or (>= 400 and < 500) or HttpVersionNotSupported;
        if (!isRight)
        {
            _problems.Enqueue($"{sent.Mistakes}: answered {answer.Status} {answer.Body}. {FuzzRun.Repeat(number)}.");
        }
    }
}

using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Syntax;

/// <summary>What is JSON is an event, what is not is a dead letter, and either comes back byte for byte.</summary>
public sealed class SyntaxTests(SyntaxTests.Sent sent) : IClassFixture<SyntaxTests.Sent>
{
    public static TheoryData<SyntaxCase> Cases => [.. SyntaxTable.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Syntax_decides_whether_a_signed_delivery_is_an_event(SyntaxCase syntax)
    {
        var body = Convert.ToHexString(syntax.Body);

        Assert.Equal(202, sent.Statuses[syntax.Name]);
        Assert.Equal(syntax.IsTaken ? 1 : 0, sent.Events.Count(kept => kept == body));
        Assert.Equal(syntax.IsTaken ? 0 : 1, sent.DeadLetters.Count(kept => kept == body));
    }

    [Fact]
    public void The_table_covers_what_the_grammar_takes_refuses_and_leaves_open()
    {
        Assert.Equal(SyntaxTable.All.Count, SyntaxTable.All.Select(syntax => Convert.ToHexString(syntax.Body)).Distinct().Count());
        Assert.True(SyntaxTable.All.Count(syntax => !syntax.IsOpen && syntax.IsTaken) >= 40);
        Assert.True(SyntaxTable.All.Count(syntax => !syntax.IsOpen && !syntax.IsTaken) >= 80);
        Assert.True(SyntaxTable.All.Count(syntax => syntax.IsOpen) >= 15);
        Assert.Equal(SyntaxTable.All.Count, sent.Events.Count + sent.DeadLetters.Count);
    }

    /// <summary>All cases, sent to one LocalHost.</summary>
    public sealed class Sent : IAsyncLifetime
    {
        public Dictionary<string, int> Statuses { get; } = [];

        public IReadOnlyList<string> Events { get; private set; } = [];

        public IReadOnlyList<string> DeadLetters { get; private set; } = [];

        public async Task InitializeAsync()
        {
            await using var host = await RunningLocalHost.StartAsync();
            foreach (var syntax in SyntaxTable.All)
            {
                using var answer = await host.SignedPostAsync(syntax.Body);
                Statuses[syntax.Name] = (int)answer.StatusCode;
            }

            await host.WaitUntilProcessedAsync();
            Events = [.. (await host.GetEventsAsync("platica.ws_1")).Select(KeptDeliveries.BodyOf).Select(Convert.ToHexString)];
            DeadLetters = [.. (await host.GetDeadLettersAsync()).Select(KeptDeliveries.BodyOf).Select(Convert.ToHexString)];
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}

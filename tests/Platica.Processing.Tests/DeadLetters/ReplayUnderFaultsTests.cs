using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks.Events;

namespace Platica.Processing.Tests.DeadLetters;

/// <summary>Replays over tables and a broker that fail, processes that die between any two steps, and handlers that go on failing for a while.</summary>
public sealed class ReplayUnderFaultsTests
{
    private const int Schedules = 300;
    private const int Steps = 30;

    /// <summary>No two messages of one dead letter reach the queue in the same moment: each is sent when the one before was put aside.</summary>
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(1);

    private static readonly string[] Ids = ["evt_1", "evt_2", "evt_3"];

    [Fact]
    public async Task Whatever_fails_meanwhile_no_dead_letter_is_closed_before_its_handlers_have_run()
    {
        for (var seed = 0; seed < Schedules; seed++)
        {
            using var schedule = new Schedule(seed);
            await schedule.RunAsync();
        }
    }

    private sealed class Schedule : IDisposable
    {
        private readonly int _seed;
        private readonly Random _random;
        private readonly Handlers _handlers;
        private readonly BrokerHome _home;
        private bool _isCalm = true;
        private int _recorded;

        public Schedule(int seed)
        {
            (_seed, _random) = (seed, new(seed));
            _handlers = new(() => !_isCalm && _random.Next(2) == 0);
            _home = new(FailAsync, configure: services => services.AddSingleton<IEventDispatcher>(_handlers));
        }

        public async Task RunAsync()
        {
            _handlers.AlwaysFail = true;
            await _home.EnqueueAsync(Ids.Select(id => Posted.Event("client.updated", id, new { client = new { id } })));
            await SettleAllAsync();
            _handlers.AlwaysFail = false;
            Assert.Equal(Ids.Length, (await OpenAsync()).Count);

            _isCalm = false;
            for (var step = 0; step < Steps; step++)
            {
                await StepAsync();
            }

            _isCalm = true;
            _home.Broker.IsDown = false;
            await SettleAllAsync();
            while ((await OpenAsync()).Count > 0)
            {
                _home.Clock.Advance(BetweenSteps);
                await ReplayAsync();
                await SettleAllAsync();
            }

            Assert.True(_handlers.Handled.SetEquals(Ids), $"With seed {_seed} only the handlers of {string.Join(", ", _handlers.Handled)} ran.");
        }

        public void Dispose() => _home.Dispose();

        private Task StepAsync()
        {
            _home.Clock.Advance(BetweenSteps);
            switch (_random.Next(4))
            {
                case 0:
                    _home.Broker.IsDown = _random.Next(4) == 0;
                    return ReplayAsync();
                case 1:
                    return ProcessOneAsync();
                case 2:
                    return RecordOneAsync();
                default:
                    _home.Clock.Advance(TimeSpan.FromSeconds(_random.Next(1, 400)));
                    return Task.CompletedTask;
            }
        }

        private async Task ReplayAsync()
        {
            try
            {
                await _home.OperateAsync("dead-letters/replay", "{}");
            }
            catch (InvalidOperationException)
            {
                // The process died.
            }
        }

        private async Task ProcessOneAsync()
        {
            foreach (var message in _home.Broker.Receive(1, _random))
            {
                _home.Broker.Settle(message, Assert.Single(await _home.ProcessAsync([message])));
            }
        }

        private async Task RecordOneAsync()
        {
            if (_home.Broker.DeadLetters.Count > _recorded)
            {
                var letter = _home.Broker.DeadLetters[_recorded];
                _recorded += await _home.RecordAsync(letter.Message, letter.Reason, letter.Description) ? 1 : 0;
            }
        }

        private async Task SettleAllAsync()
        {
            while (_home.Broker.Waiting.Count > 0 || _home.Broker.DeadLetters.Count > _recorded)
            {
                await ProcessOneAsync();
                await RecordOneAsync();
            }
        }

        private async Task<IReadOnlyList<JsonElement>> OpenAsync() => [.. await _home.Reading.GetItemsAsync("/api/dead-letters")];

        /// <summary>The mark of a replay, and the note of another failure.</summary>
        private Task FailAsync(StoreCall call) => _isCalm || call is not { Table: TableNames.DeadLetters, Operation: StoreOperation.Replace }
            ? Task.CompletedTask
            : _random.Next(3) switch
            {
                0 => Task.FromException(new InvalidOperationException("The process died.")),
                1 => Task.FromException(new StoreUnavailableException("The tables do not answer.")),
                _ => Task.CompletedTask,
            };
    }

    private sealed class Handlers(Func<bool> fail) : IEventDispatcher
    {
        public HashSet<string> Handled { get; } = [];

        public bool AlwaysFail { get; set; }

        public async Task<IReadOnlyList<string?>> DispatchAsync(IReadOnlyList<WebhookEvent> events, CancellationToken cancellationToken)
        {
            var problems = new string?[events.Count];
            await DispatchAsync(events, (index, problem) => problems[index] = problem, cancellationToken);
            return problems;
        }

        public Task DispatchAsync(IReadOnlyList<WebhookEvent> events, Action<int, string?> handled, CancellationToken cancellationToken)
        {
            foreach (var (index, happened) in events.Index())
            {
                var problem = AlwaysFail || fail() ? "A handler failed." : null;
                if (problem is null)
                {
                    Handled.Add(happened.EventId);
                }

                handled(index, problem);
            }

            return Task.CompletedTask;
        }
    }
}

using Platica.LocalHost.Tables;
using Platica.Processing.Erasure;
using Platica.Processing.Erasure.Steps;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Changes;
using static Platica.Processing.Tests.Erasure.WhapiGroup;

namespace Platica.Processing.Tests.Erasure;

/// <summary>Groups with so many members that looking at one of them takes its time.</summary>
public sealed class LargeGroupTests
{
    private const int Groups = 3;
    private const int MembersOfEach = 40;
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public Task Between_two_places_to_stop_the_members_of_one_group_are_looked_up() => AssertStopsAsync(
        [.. Enumerable.Range(0, Groups).Select(GroupOf)],
        (store, work) => new EntityStep(store, work, EntityKind.Conversation));

    [Fact]
    public Task Between_two_places_to_stop_the_recipients_of_one_message_are_looked_up() => AssertStopsAsync(
        [
            Members(0, "Equipo", Carlos),
            .. Enumerable.Range(0, Groups).Select(number => OwnInGroup(number, $"m_{number}", "Hola")),
            .. Enumerable.Range(0, Groups).SelectMany(number => PersonsOf(number).Select(person => Seen(5, $"m_{number}", person))),
        ],
        (store, work) => new TimelineStep(store, work));

    [Fact]
    public async Task Members_of_a_delivery_are_looked_up_several_at_a_time()
    {
        var providers = new ProviderCatalog([Provider]);
        var told = TranslatedDelivery.TryRead(GroupOf(0), providers)!;

        var rest = await new Bystanders(providers, SlowPersons()).TryLeaveOutAsync(told, CancellationToken.None).WaitAsync(Patience);

        Assert.Null(rest);
    }

    [Fact]
    public async Task Members_of_a_row_are_looked_up_several_at_a_time()
    {
        var told = TranslatedDelivery.TryRead(GroupOf(0), new([Provider]))!;
        var state = new EntityState();
        state.Apply(told.Translation.Changes.First(change => change.Kind == EntityKind.Conversation));

        var erased = await MemberFields.FindErasedAsync(SlowPersons(), EntityKind.Conversation, state, CancellationToken.None).WaitAsync(Patience);

        Assert.Empty(erased);
    }

    private static async Task AssertStopsAsync(IReadOnlyList<Delivery> told, Func<ITableStore, ErasureWork, IErasureStep> stepOn)
    {
        using var home = new ErasureHome();
        await home.StoreAsync(told);
        var work = new ErasureWork { Workspace = Workspace, ErasedAt = Posted.Arrival, Persons = PersonsIn(home.Store) };
        var lookups = new List<int>();

        home.Store.ForgetCalls();
        await foreach (var _ in stepOn(home.Store, work).RunAsync(null, CancellationToken.None))
        {
            lookups.Add(home.Store.Calls.Count(call => call.Table == TableNames.Erasures));
            home.Store.ForgetCalls();
        }

        Assert.True(lookups.Sum() >= Groups * MembersOfEach * 2, $"Only {lookups.Sum()} were looked up.");
        Assert.All(lookups, count => Assert.InRange(count, 0, MembersOfEach * 3));
    }

    /// <summary>Answers no question before so many were asked.</summary>
    private static TombstoneSet SlowPersons()
    {
        var asked = 0;
        var enough = new TaskCompletionSource();
        return PersonsIn(new ObservedTableStore(new InMemoryTableStore(), _ =>
        {
            if (Interlocked.Increment(ref asked) == AtOnce)
            {
                enough.SetResult();
            }

            return enough.Task;
        }));
    }

    private static TombstoneSet PersonsIn(ITableStore store) => new(new(store, new(store), new() { Key = new string('k', 32) }), Workspace);

    private static Delivery GroupOf(int number) => Event("groups", "post", "groups", number, new
    {
        id = $"12036300000000000{number}@g.us",
        name = $"Equipo {number}",
        type = "group",
        participants = PersonsOf(number).Select(person => new { id = person, rank = "member" }),
    });

    private static IEnumerable<string> PersonsOf(int group) => Enumerable.Range(group * MembersOfEach, MembersOfEach).Select(number => $"521560000{number:D4}");
}

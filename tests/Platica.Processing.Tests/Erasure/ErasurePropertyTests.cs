using Platica.Processing.Erasure;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Persons;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Processing.Tests.Erasure;

/// <summary>
/// One of several persons is erased at some moment, while deliveries wait that were told before; others, and hers too, come later, again and
/// in any order. Afterwards nothing of her is anywhere, and of everybody else all is as if she had never written.
/// </summary>
public sealed class ErasurePropertyTests
{
    private const int Runs = 60;
    private const int Persons = 4;
    private const int EventsBefore = 50;
    private const int EventsAfter = 15;

    public static TheoryData<bool> WithAndWithoutNewBusiness => [false, true];

    [Theory]
    [MemberData(nameof(WithAndWithoutNewBusiness))]
    public async Task Erasing_somebody_leaves_what_would_be_there_without_her(bool writesAgain)
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            await AssertErasedAsync(new Story(seed, writesAgain));
        }
    }

    private static async Task AssertErasedAsync(Story story)
    {
        using var erased = await story.TellAsync(erases: true);
        using var without = await story.TellAsync(erases: false);
        await AssertSameAsync(story, erased, without);

        await story.RebuildAsync(erased, erases: true);
        await story.RebuildAsync(without, erases: false);
        await AssertSameAsync(story, erased, without);
    }

    private static async Task AssertSameAsync(Story story, ErasureHome erased, ErasureHome without)
    {
        var found = await erased.FindAsync(story.Victim.Texts);
        var claims = story.WritesAgain ? TableNames.Activity : null;
        var difference = (await StoreImage.TakeAsync(erased.Store, claims)).FirstDifference(await StoreImage.TakeAsync(without.Store, claims));

        Assert.True(story.WritesAgain || found.Count == 0, $"Seed {story.Seed}: left are\n{string.Join('\n', found)}\n\n{story}");
        Assert.True(difference is null, $"Seed {story.Seed}: {difference}\n\n{story}");
    }

    /// <summary>What happens in one run.</summary>
    private sealed class Story
    {
        private readonly List<Told> _told = [];
        private readonly List<string> _log = [];
        private readonly bool _byPhone;

        public Story(int seed, bool writesAgain)
        {
            (Seed, WritesAgain) = (seed, writesAgain);
            var random = new Random(seed);
            GeneratedPerson[] persons = [.. Enumerable.Range(0, Persons).Select(number => new GeneratedPerson(number))];
            Victim = persons[0];
            _byPhone = random.Next(2) == 0;
            var at = new ManualTimeProvider().GetUtcNow();
            var outsider = new GeneratedPerson(Persons);
            Add(null, outsider.Exchange(random, "e_flow", at, "tok"), When.Before);

            // Whose a conversation is goes by what is known when somebody is erased.
            Add(null, outsider.InGroup(random, "e_outsider", at), When.Before);
            Add(null, Posted.Body("{ broken"), When.Before);
            Add(null, Posted.Event(PlaticaEvents.ConversationCreated, "e_group", new { conversation = new { id = "conv_grupo", status = "open" } }, at), When.Before);
            // Once of another, of whom only the event tells that; hers now.
            Add(persons[1], Posted.Event(
                PlaticaEvents.ConversationCreated,
                "e_before_her",
                new { conversation = new { id = "conv_passed", status = "open", topic = "de antes" }, client = new { id = persons[1].ClientId } },
                at), When.Before);
            Add(Victim, Posted.Event(
                PlaticaEvents.ConversationStatusUpdated,
                "e_hers_now",
                new { conversation = new { id = "conv_passed", status = "closed" }, client = new { id = Victim.ClientId } },
                at.AddSeconds(1)), When.Before);
            foreach (var person in persons)
            {
                Add(person, person.Known(random, $"e_{person.Mark}_known", at), When.Before);
            }

            for (var number = 0; number < EventsBefore + EventsAfter; number++)
            {
                at = at.AddMinutes(1);
                var isAfter = number >= EventsBefore;
                var person = persons[isAfter && !writesAgain ? random.Next(1, Persons) : random.Next(Persons)];
                var delivery = person.Next(random, $"e{number:D2}", at);
                var isAttributable = TranslatedDelivery.TryRead(delivery, new([Pipeline.Provider])) is { } read && read.Keys.Deciding.Any();
                var when = isAfter ? When.After
                    : !isAttributable ? When.Before
                    : (When)random.Next(3);
                Add(person, delivery, when);
                if (number == EventsBefore - 1)
                {
                    ErasedAt = at.AddSeconds(30);
                }
            }
        }

        private enum When
        {
            /// <summary>Stored before the erasure.</summary>
            Before,

            /// <summary>Told before, stored afterwards.</summary>
            Delayed,

            /// <summary>Stored before and once more afterwards.</summary>
            Again,

            /// <summary>Told afterwards.</summary>
            After,
        }

        public int Seed { get; }

        public bool WritesAgain { get; }

        public GeneratedPerson Victim { get; }

        private DateTimeOffset ErasedAt { get; set; }

        public async Task<ErasureHome> TellAsync(bool erases)
        {
            var random = new Random(Seed);
            var home = new ErasureHome();
            var told = ToldTo(erases).ToList();
            var queued = new Dictionary<Told, Delivery>();
            foreach (var item in told.Where(item => item.When is When.Delayed))
            {
                queued[item] = await home.QueueAsync(item.Delivery);
            }

            await StoreAsync(home, told.Where(item => item.When is When.Before or When.Again), queued, random);
            home.Clock.Advance(ErasedAt - home.Clock.GetUtcNow());
            if (erases)
            {
                var result = await home.RunAsync("erase", _byPhone ? new { phone = Victim.Digits } : new { client = Victim.ClientId });
                Assert.Null(result.Problem);
            }

            home = home.Restarted();
            await StoreAsync(home, told.Where(item => item.When != When.Before), queued, random);
            await home.SweepAsync();
            return home;
        }

        /// <summary>Stores everything once more that may come again.</summary>
        public Task RebuildAsync(ErasureHome home, bool erases) => home.RebuildAsync(
            [.. ToldTo(erases).Where(item => item.When != When.Before || item.Person != Victim).Select(item => item.Delivery)]);

        public override string ToString() => string.Join('\n', _log);

        private IEnumerable<Told> ToldTo(bool erases) => _told.Where(item => erases || item.Person != Victim || item.When == When.After);

        private static async Task StoreAsync(ErasureHome home, IEnumerable<Told> items, Dictionary<Told, Delivery> queued, Random random)
        {
            Told[] all = [.. items];
            random.Shuffle(all);
            foreach (var batch in all.Chunk(1 + random.Next(9)))
            {
                await home.StoreAsync([.. batch.Select(item => queued.GetValueOrDefault(item, item.Delivery))]);
            }
        }

        private void Add(GeneratedPerson? person, Delivery delivery, When when)
        {
            _told.Add(new(person, delivery, when));
            var body = System.Text.Encoding.UTF8.GetString(delivery.Body.Span);
            _log.Add($"{when,-8} {person?.Mark} {body[..Math.Min(body.Length, 400)]}");
        }

        private sealed record Told(GeneratedPerson? Person, Delivery Delivery, When When);
    }
}

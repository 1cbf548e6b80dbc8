using System.Text;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Persons;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Erasure;

/// <summary>
/// The same as <see cref="ErasurePropertyTests"/> where several share a group at one provider, and somebody with the same ids writes at another: one
/// member is erased. Afterwards everything is as if the others had never named them, and at the other provider nothing has changed.
/// </summary>
public sealed class GroupErasurePropertyTests
{
    private const int Runs = 50;
    private const int Persons = 4;
    private const int EventsBefore = 45;
    private const int EventsAfter = 12;

    [Fact]
    public async Task Erasing_a_member_leaves_what_would_be_there_had_nobody_named_them()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            await AssertErasedAsync(new Story(seed));
        }
    }

    private static async Task AssertErasedAsync(Story story)
    {
        using var erased = await story.TellAsync(erases: true);
        using var without = await story.TellAsync(erases: false);
        await AssertSameAsync(story, erased, without);

        await erased.RebuildAsync(story.ToldAgain);
        await AssertSameAsync(story, erased, without);
    }

    private static async Task AssertSameAsync(Story story, ErasureHome erased, ErasureHome without)
    {
        var found = await erased.FindAsync(story.Victim.Texts);
        var difference = (await StoreImage.TakeAsync(erased.Store)).FirstDifference(await StoreImage.TakeAsync(without.Store));

        Assert.True(found.Count == 0, $"Seed {story.Seed}: left are\n{string.Join('\n', found)}\n\n{story}");
        Assert.True(difference is null, $"Seed {story.Seed}: {difference}\n\n{story}");
    }

    private sealed class Story
    {
        private readonly List<Told> _told = [];
        private readonly List<string> _log = [];

        public Story(int seed)
        {
            Seed = seed;
            var random = new Random(seed);
            GeneratedMember[] members = [.. Enumerable.Range(0, Persons).Select(number => new GeneratedMember(number))];
            GeneratedPerson neighbour = new(0);
            Victim = members[0];
            foreach (var member in members)
            {
                Add(member, member.Own(new Random(7), $"known{member.Mark}", 0, "m_own_0"), When.Before);
            }

            for (var number = 1; number < EventsBefore + EventsAfter; number++)
            {
                var isAfter = number >= EventsBefore;
                GeneratedMember[] present = [.. isAfter ? members.Skip(1) : members];
                random.Shuffle(present);
                var when = isAfter ? When.After : (When)random.Next(3);
                switch (random.Next(6))
                {
                    case 0:
                        Add(null, GeneratedMember.OfGroup(random, [.. present.Take(1 + random.Next(present.Length))], number), when);
                        break;
                    case 1:
                        Add(present[0], present[0].Naming(random, present[1], number), when);
                        break;
                    case 2:
                        Add(null, neighbour.Next(random, $"n{number:D2}", Posted.Arrival.AddMinutes(number)), When.Before);
                        break;
                    default:
                        Add(present[0], present[0].Own(random, $"e{number:D2}", number, present[1].LastMessage()), when);
                        break;
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

        public GeneratedMember Victim { get; }

        /// <summary>Everything at Whapi.Cloud once more, as it came.</summary>
        public IReadOnlyList<Delivery> ToldAgain => [.. _told.Select(item => item.Delivery)];

        public async Task<ErasureHome> TellAsync(bool erases)
        {
            var random = new Random(Seed);
            var home = new ErasureHome(clock: new ManualTimeProvider(Posted.Arrival));
            await StoreAsync(home, erases, random, When.Before, When.Again);
            home.Clock.Advance(TimeSpan.FromMinutes(EventsBefore) - TimeSpan.FromSeconds(30));
            if (erases)
            {
                var result = await home.RunAsync("erase", new { phone = $"+{Victim.Id}", workspace = WhapiGroup.Workspace });
                Assert.Null(result.Problem);
            }

            home = home.Restarted();
            await StoreAsync(home, erases, random, When.Delayed, When.Again, When.After);
            await home.SweepAsync();
            return home;
        }

        public override string ToString() => string.Join('\n', _log);

        private async Task StoreAsync(ErasureHome home, bool erases, Random random, params When[] when)
        {
            Delivery[] deliveries = [.. _told
                .Where(item => when.Contains(item.When) && (erases || item.Person != Victim))
                .Select(item => erases ? item.Delivery : WithoutVictim(item.Delivery))];
            random.Shuffle(deliveries);
            foreach (var batch in deliveries.Chunk(1 + random.Next(9)))
            {
                await home.StoreAsync([.. batch]);
            }
        }

        private Delivery WithoutVictim(Delivery delivery) =>
            delivery.Provider == WhapiGroup.Provider.Name && WhapiGroup.Provider.ReadPersons(delivery).Contains(Victim.Id)
                ? WhapiGroup.Provider.Without(delivery, new HashSet<string> { Victim.Id })
                : delivery;

        private void Add(GeneratedMember? person, Delivery delivery, When when)
        {
            _told.Add(new(person, delivery, when));
            _log.Add($"{when,-8} {person?.Mark} {Encoding.UTF8.GetString(delivery.Body.Span)}");
        }

        private sealed record Told(GeneratedMember? Person, Delivery Delivery, When When);
    }
}

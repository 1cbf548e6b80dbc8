using FsCheck;
using FsCheck.Fluent;
using Platica.Processing.Erasure;
using Platica.Processing.Retention;
using Platica.Processing.Tests.Convergence;
using Platica.Processing.Tests.Erasure;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Generating;
using Platica.Testing.Persons;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// What persons at Platica and members of a group at Whapi.Cloud write, some calls of Watsi, and what is too old: told in time, each by calls of
/// its own. One of the persons may be erased while they come.
/// </summary>
internal sealed class OperationStory
{
    /// <summary>The event of a large delivery that is too old, and a dead letter for its handler failed: that is kept for longer, and needs its body.</summary>
    public const string FailedEvent = "e_old_failed";

    private const int Persons = 3;
    private const int Earliest = -200;
    private const int LargeCharacters = 250_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan TooOld = TimeSpan.FromDays(40);

    private readonly GeneratedPerson[] _persons = [.. Enumerable.Range(0, Persons).Select(number => new GeneratedPerson(number))];
    private readonly GeneratedMember[] _members = [.. Enumerable.Range(0, Persons).Select(number => new GeneratedMember(number))];
    private readonly Delivery _failed = Expired(FailedEvent, 9);
    private readonly Random _random;
    private readonly int _number;
    private readonly bool _isMember;
    private readonly List<Told> _known = [];
    private readonly List<Told> _told = [];

    public OperationStory(int number)
    {
        (_number, _random) = (number, new(number));
        (Erases, Retains, _isMember) = (number % 3 > 0, number % 2 == 0, _random.Next(2) == 0);
        TellKnown();
        var count = _random.Next(6, 11);
        for (var minute = Earliest + 50; minute < Earliest + 50 + count; minute++)
        {
            Tell(minute);
        }

        _told.AddRange(ConvergenceCase.SmallOf(DeliveryGenerators.Watsi).Sample(1, new Rnd((ulong)number), 50).Single().Events
            .Take(2).DistinctBy(generated => generated.Body).Select(generated => new Told(generated.Call, Whose.Others)));
        for (var old = 0; Retains && old < 3; old++)
        {
            _told.Add(new(Expired($"e_old_{old}", old), Whose.Expired));
        }
    }

    private enum Whose
    {
        /// <summary>Stays.</summary>
        Others,

        /// <summary>Of whom is erased, if anybody is.</summary>
        Victims,

        /// <summary>Too old to be kept.</summary>
        Expired,
    }

    /// <summary>Whether somebody is erased.</summary>
    public bool Erases { get; }

    /// <summary>Whether what is too old is deleted.</summary>
    public bool Retains { get; }

    /// <summary>What is stored before anything fails: whose a conversation is goes by what is known then.</summary>
    public IEnumerable<Delivery> Known => _known.Select(item => item.Delivery);

    /// <summary>What the broker never takes, told by whoever may be erased, and by another.</summary>
    public IReadOnlyList<Delivery> Refused => [_isMember ? _known[^Persons].Delivery : _known.First(item => item.Whose == Whose.Victims).Delivery, _known[0].Delivery];

    /// <summary>What comes while things fail.</summary>
    public IEnumerable<Delivery> Coming => _told.Select(item => item.Delivery);

    /// <summary>All that may come again after somebody was erased: that person's own, and what others told of the person and is kept.</summary>
    public IEnumerable<Delivery> Late(HashSet<string> kept) => _known.Concat(_told)
        .Where(item => item.Whose == Whose.Victims || (RestOf(item.Delivery) is var rest && rest != item.Delivery && kept.Contains(Posting.KeyOf(rest))))
        .Select(item => item.Delivery);

    /// <summary>What stays, as it was told or as what is left of it, if it was kept at all.</summary>
    public IEnumerable<(Delivery Delivery, Delivery Kept)> Staying => _known.Concat(_told)
        .Where(item => item.Whose == Whose.Others || (item.Whose == Whose.Victims && !Erases))
        .Select(item => (item.Delivery, RestOf(item.Delivery)));

    /// <summary>What goes, and its body whenever it likes.</summary>
    public IEnumerable<Delivery> Going => _known.Concat(_told).Select(item => item.Delivery).Except([_failed, .. Staying.Select(item => item.Delivery)]);

    /// <summary>Whether what others told of the person stays, too, as what is left of it.</summary>
    public bool IsAmongOthers => Erases && _isMember;

    /// <summary>Whom to search for.</summary>
    public IReadOnlyList<string> Texts => _isMember ? _members[0].Texts : _persons[0].Texts;

    /// <summary>What is kept how long.</summary>
    public RetentionOptions Retention => !Retains ? new() : new()
    {
        Events = Kept,
        DeadLetters = TooOld * 2,
        Messages = Kept,
        ConversationEvents = Kept,
        Conversations = Kept,
        Referrals = Kept,
        FlowExchanges = Kept,
        Calls = Kept,
    };

    /// <summary>The parameters that name whom to erase.</summary>
    public object Whom =>
        _isMember ? new { phone = $"+{_members[0].Id}", workspace = WhapiGroup.Workspace }
        : _number % 4 < 2 ? new { phone = _persons[0].Digits, workspace = "platica.ws_1" }
        : new { client = _persons[0].ClientId, workspace = "platica.ws_1" };

    /// <summary>What is left of a delivery once somebody is erased whom it names.</summary>
    private Delivery RestOf(Delivery delivery) =>
        Erases && _isMember && delivery.Provider == WhapiGroup.Provider.Name && WhapiGroup.Provider.ReadPersons(delivery).Contains(_members[0].Id)
            ? WhapiGroup.Provider.Without(delivery, new HashSet<string> { _members[0].Id })
            : delivery;

    private void TellKnown()
    {
        var at = Posted.Arrival.AddMinutes(Earliest);
        var outsider = new GeneratedPerson(Persons);
        _known.Add(new(outsider.Exchange(_random, "e_flow", at, "tok"), Whose.Others));
        _known.Add(new(outsider.InGroup(_random, "e_outsider", at), Whose.Others));
        _known.Add(new(Posted.Body("{ broken") with { ReceivedAt = at }, Whose.Others));
        _known.Add(new(Posted.Event(PlaticaEvents.ConversationCreated, "e_group", new { conversation = new { id = "conv_grupo", status = "open" } }, at), Whose.Others));
        if (Retains)
        {
            _known.Add(new(_failed, Whose.Expired));
        }

        foreach (var (index, person) in _persons.Index())
        {
            _known.Add(new(person.Known(_random, $"e_known_{index}", at), OfPerson(index)));
            _known.Add(new(Next(person, $"e_first_{index}", at, keys => keys.Contains(PersonKeyKind.Client) && keys.Contains(PersonKeyKind.Conversation)), OfPerson(index)));
        }

        foreach (var (index, member) in _members.Index())
        {
            _known.Add(new(member.Own(new Random(7), $"known{member.Mark}", Earliest + index, "m_own_0"), OfMember(index)));
        }
    }

    private void Tell(int minute)
    {
        var index = _random.Next(Persons);
        var other = (index + 1 + _random.Next(Persons - 1)) % Persons;
        var id = $"e{minute - Earliest}";
        switch (_random.Next(6))
        {
            case 0:
                _told.Add(new(GeneratedMember.OfGroup(_random, [_members[index], _members[other]], minute), Whose.Others));
                break;
            case 1:
                _told.Add(new(_members[index].Naming(_random, _members[other], minute), OfMember(index)));
                break;
            case 2:
                _told.Add(new(_members[index].Own(_random, id, minute, _members[other].LastMessage()), OfMember(index)));
                break;
            default:
                _told.Add(new(Next(_persons[index], id, Posted.Arrival.AddMinutes(minute), IsAttributable), OfPerson(index)));
                break;
        }
    }

    /// <summary>Something of a person that tells enough of whose it is.</summary>
    private Delivery Next(GeneratedPerson person, string id, DateTimeOffset at, Func<IReadOnlyCollection<PersonKeyKind>, bool> tells)
    {
        while (true)
        {
            var delivery = person.Next(_random, id, at);
            var kinds = TranslatedDelivery.TryRead(delivery, Pipeline.Providers)?.Keys.Deciding.Concat(
                TranslatedDelivery.TryRead(delivery, Pipeline.Providers)!.Keys.All).Select(key => key.Kind).ToHashSet();
            if (kinds is not null && tells(kinds))
            {
                return delivery;
            }
        }
    }

    private static bool IsAttributable(IReadOnlyCollection<PersonKeyKind> kinds) =>
        kinds.Contains(PersonKeyKind.Client) || kinds.Contains(PersonKeyKind.Phone) || kinds.Contains(PersonKeyKind.Conversation);

    private static Delivery Expired(string id, int number)
    {
        var at = Posted.Arrival.AddMinutes(number) - TooOld;
        var text = number % 3 == 0 ? id + new string('v', LargeCharacters) : "viejo";
        return Posted.Event(
            PlaticaEvents.MessageCreated,
            id,
            new
            {
                message = new { id = $"msg_old_{number}", content = text, direction = "incoming", creationDate = at.UtcDateTime },
                conversation = new { id = $"conv_old_{number % 2}", contactName = "Viejo" },
            },
            at) with
        { ReceivedAt = at };
    }

    private Whose OfPerson(int index) => index == 0 && !_isMember ? Whose.Victims : Whose.Others;

    private Whose OfMember(int index) => index == 0 && _isMember ? Whose.Victims : Whose.Others;

    private sealed record Told(Delivery Delivery, Whose Whose);
}

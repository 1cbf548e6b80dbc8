using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Platica.Processing.Tables;

namespace Platica.Processing.Tests.Tables;

public sealed class TableKeyTests
{
    /// <summary>What keys must not hold, what escaping itself uses, and what looks like escaped.</summary>
    private static readonly string[] Nasty =
    [
        "a", "0", "2F", "!", "!002F", "!~", "|", "/", "\\", "#", "?", "%2F", "é", "~", "\0", "\u0085", "\uFFFD",
        "🙂", "\uD83D", "\uDE42", new('x', 160), new('!', 40),
    ];

    private static readonly Gen<string> AnyId = Gen.ArrayOf(Gen.Elements(Nasty)).Resize(8).Select(string.Concat);

    /// <summary>One text cut into two ids at two places.</summary>
    private static readonly Gen<((string, string) One, (string, string) Other)> Cuts =
        from text in AnyId
        from one in Gen.Choose(0, text.Length)
        from other in Gen.Choose(0, text.Length)
        select ((text[..one], text[one..]), (text[..other], text[other..]));

    [Fact]
    public void Escape_gives_different_keys_for_all_different_short_ids()
    {
        string[] parts = ["a", "002F", "!", "~", "|", "/", "\uD83D", "\uDE42", "\uFFFD"];
        HashSet<string> ids = new([""], StringComparer.Ordinal);
        for (var length = 0; length < 4; length++)
        {
            ids.UnionWith([.. ids.SelectMany(id => parts.Select(part => id + part))]);
        }

        Assert.Equal(ids.Count, ids.Select(TableKey.Escape).ToHashSet(StringComparer.Ordinal).Count);
    }

    [Fact]
    public void Join_gives_one_key_for_one_pair_of_ids_alone() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5000),
        Prop.ForAll(Gen.Four(AnyId).ToArbitrary(), ids =>
            (Join((ids.Item1, ids.Item2)) == Join((ids.Item3, ids.Item4))) == ((ids.Item1, ids.Item2) == (ids.Item3, ids.Item4))));

    [Fact]
    public void Join_tells_apart_ids_that_only_the_cut_moves() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Cuts.ToArbitrary(), pairs => (Join(pairs.One) == Join(pairs.Other)) == (pairs.One == pairs.Other)));

    [Fact]
    public void Escape_is_reversible_unless_it_shortens() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(AnyId.Select(TableKey.Escape).Where(key => !key.Contains("!~", StringComparison.Ordinal)).ToArbitrary(), key =>
            TableKey.Escape(Unescape(key)) == key));

    [Fact]
    public void Keys_of_any_ids_are_keys_that_a_store_takes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Gen.Two(AnyId).ToArbitrary(), ids => AssertTaken(ids.Item1, ids.Item2)));

    [Theory]
    [InlineData('a')]
    [InlineData('/')]
    [InlineData('\0')]
    [InlineData('日')]
    public void Keys_of_2000_characters_are_keys_that_a_store_takes(char character) =>
        AssertTaken(new string(character, 2000), new string(character, 2000));

    [Fact]
    public void Escape_tells_apart_long_ids_that_differ_in_one_character()
    {
        var ids = Enumerable.Range(0, 2000).Select(index => $"{new string('a', index)}b{new string('a', 1999 - index)}").ToList();

        Assert.Equal(ids.Count, ids.Select(TableKey.Escape).Distinct().Count());
    }

    [Fact]
    public void Escape_leaves_an_ordinary_id_as_it_is() => Assert.Equal("platica.ws_456-ñ @+", TableKey.Escape("platica.ws_456-ñ @+"));

    [Theory]
    [InlineData('a', 160, 160)]
    [InlineData('a', 161, 130)]
    [InlineData('/', 32, 160)]
    [InlineData('/', 33, 130)]
    public void Escape_shortens_what_would_take_more_than_160_characters(char character, int characters, int length) =>
        Assert.Equal(length, TableKey.Escape(new string(character, characters)).Length);

    [Fact]
    public void The_longest_joined_key_stays_under_half_of_what_Azure_takes()
    {
        var id = new string('/', 32);

        Assert.Equal(321, TableKey.Join(id, id).Length);
        Assert.True(TableKey.Descending(DateTimeOffset.UnixEpoch, id).Length < TableLimits.KeyCharacters / 2);
        Assert.InRange(FlowExchangeColumns.ByFlow(id, id).Length, 1, (TableLimits.KeyCharacters / 2) - 1);
    }

    [Fact]
    public void Ascending_sorts_the_oldest_first_and_keeps_what_follows_the_time()
    {
        var times = Enumerable.Range(0, 50).Select(number => TableLimits.EarliestTime.AddDays(number * 3000).AddTicks(number)).ToList();
        var keys = times.Select(time => TableKey.Ascending(TableKey.Descending(time, "any|id"))).ToList();

        Assert.Equal(keys, keys.Order(StringComparer.Ordinal));
        Assert.All(keys, key => Assert.EndsWith($"|{TableKey.Escape("any|id")}", key, StringComparison.Ordinal));
    }

    [Fact]
    public void Descending_sorts_the_newest_first_and_tells_its_time_back()
    {
        var times = Enumerable.Range(0, 50).Select(number => TableLimits.EarliestTime.AddDays(number * 3000).AddTicks(number)).ToList();

        Assert.Equal(times.OrderDescending(), times.OrderBy(TableKey.Descending, StringComparer.Ordinal));
        Assert.All(times, time => Assert.Equal(time, TableKey.FromDescending(TableKey.Descending(time, "any|id"))));
    }

    private static bool AssertTaken(string first, string second)
    {
        var rowKey = $"{TableKey.Descending(DateTimeOffset.UnixEpoch, first)}|{TableKey.Escape(second)}";
        return TableLimits.Check(new TableRow(TableKey.Join(first, second), rowKey, new Dictionary<string, object>())) > 0;
    }

    private static string Join((string First, string Second) ids) => TableKey.Join(ids.First, ids.Second);

    private static string Unescape(string key)
    {
        var id = new StringBuilder();
        for (var index = 0; index < key.Length; index++)
        {
            if (key[index] == '!')
            {
                id.Append((char)int.Parse(key.AsSpan(index + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                index += 4;
            }
            else
            {
                id.Append(key[index]);
            }
        }

        return id.ToString();
    }
}

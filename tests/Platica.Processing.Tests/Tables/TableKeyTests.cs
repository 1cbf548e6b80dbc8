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
        ["a", "0", "2F", "!", "!002F", "!~", "|", "/", "\\", "#", "?", "%2F", "\0", "\u0085", "\uFFFD", "\uD83D", "\uDE42", "🙂", "é", "~", new('x', 320), new('!', 400)];

    private static readonly Gen<string> AnyId = Gen.ArrayOf(Gen.Elements(Nasty)).Resize(8).Select(string.Concat);

    [Fact]
    public void Escape_gives_different_keys_for_all_different_short_ids()
    {
        char[] alphabet = ['a', '0', '2', 'F', '!', '~', '|', '/', '\uD83D', '\uDE42', '\uFFFD'];
        IEnumerable<string> ids = [""];
        var all = new List<string>();
        for (var length = 0; length <= 4; length++)
        {
            all.AddRange(ids);
            ids = [.. ids.SelectMany(id => alphabet.Select(character => id + character))];
        }

        Assert.Equal(all.Count, all.Select(TableKey.Escape).ToHashSet(StringComparer.Ordinal).Count);
    }

    [Fact]
    public void Join_gives_one_key_for_one_pair_of_ids_alone() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5000),
        Prop.ForAll(
            Gen.Four(AnyId).ToArbitrary(),
            ids => (TableKey.Join(ids.Item1, ids.Item2) == TableKey.Join(ids.Item3, ids.Item4)) == ((ids.Item1, ids.Item2) == (ids.Item3, ids.Item4))));

    [Fact]
    public void Join_tells_apart_ids_that_only_the_cut_moves() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(
            (from id in AnyId from first in Gen.Choose(0, id.Length) from second in Gen.Choose(0, id.Length) select (id, first, second)).ToArbitrary(),
            cut => (TableKey.Join(cut.id[..cut.first], cut.id[cut.first..]) == TableKey.Join(cut.id[..cut.second], cut.id[cut.second..])) == (cut.first == cut.second)));

    [Fact]
    public void Escape_is_reversible_unless_it_shortens() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(AnyId.ToArbitrary(), id => TableKey.Escape(id) is var key && (key.Contains("!~", StringComparison.Ordinal) || Unescape(key) == id)));

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
        var ids = Enumerable.Range(0, 2000).Select(index => new StringBuilder(new string('a', 2000)) { [index] = 'b' }.ToString()).ToList();

        Assert.Equal(ids.Count, ids.Select(TableKey.Escape).Distinct().Count());
    }

    [Fact]
    public void Escape_leaves_an_ordinary_id_as_it_is() => Assert.Equal("platica.ws_456-ñ @+", TableKey.Escape("platica.ws_456-ñ @+"));

    [Fact]
    public void Descending_sorts_the_newest_first_and_tells_its_time_back()
    {
        var times = Enumerable.Range(0, 50).Select(number => new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(number * 3000).AddTicks(number)).ToList();

        Assert.Equal(times.OrderDescending(), times.OrderBy(TableKey.Descending, StringComparer.Ordinal));
        Assert.All(times, time => Assert.Equal(time, TableKey.FromDescending(TableKey.Descending(time, "any|id"))));
    }

    private static bool AssertTaken(string first, string second)
    {
        var row = new TableRow(TableKey.Join(first, second), $"{TableKey.Descending(DateTimeOffset.UnixEpoch, first)}|{TableKey.Escape(second)}", new Dictionary<string, object>());
        TableLimits.Check(row);
        return true;
    }

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

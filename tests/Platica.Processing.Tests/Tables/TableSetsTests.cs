using Platica.LocalHost.Tables;
using Platica.Processing.Tables;
using Platica.Testing.Tables;

namespace Platica.Processing.Tests.Tables;

/// <summary>The tables of a prefix are tables like all others, and none of another prefix.</summary>
public sealed class TableSetsTests : TableStoreContract
{
    private readonly TableSets _sets = new(new InMemoryTableStore(), "v2");

    protected override ITableStore Store => _sets.InUse;

    [Fact]
    public async Task Sets_have_nothing_in_common()
    {
        await _sets.InUse.InsertAsync(TableNames.Clients, new("p", "r", new Dictionary<string, object>()), CancellationToken.None);

        Assert.Null(await _sets.Of("").GetAsync(TableNames.Clients, "p", "r", CancellationToken.None));
        Assert.Null(await _sets.Of("v3").GetAsync(TableNames.Clients, "p", "r", CancellationToken.None));
        Assert.NotNull(await _sets.Of("v2").GetAsync(TableNames.Clients, "p", "r", CancellationToken.None));
        Assert.NotNull(await _sets.Of("").GetAsync("v2Clients", "p", "r", CancellationToken.None));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("v2", true)]
    [InlineData("A", true)]
    [InlineData("x1234567890123456789", true)]
    [InlineData("x12345678901234567890", false)]
    [InlineData("2v", false)]
    [InlineData("v_2", false)]
    [InlineData("ñ", false)]
    [InlineData(" ", false)]
    [InlineData("Conversation", false)]
    [InlineData("conversation", false)]
    [InlineData("Conversations", true)]
    public void A_prefix_is_letters_and_digits_a_letter_first_and_makes_no_table_of_another(string prefix, bool expected) =>
        Assert.Equal(expected, TableSets.IsPrefix(prefix));
}

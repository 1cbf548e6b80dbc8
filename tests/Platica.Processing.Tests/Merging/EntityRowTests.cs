using FsCheck;
using FsCheck.Fluent;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Convergence;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Tests.Merging;

public sealed class EntityRowTests
{
    private const string Workspace = "platica.ws_1";

    private static readonly DateTimeOffset Early = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = Early.AddSeconds(1);

    [Fact]
    public void Decode_gives_back_what_Encode_was_given_for_any_state()
    {
        foreach (var one in ConvergenceCase.Generator.Sample(100, new Rnd(3), 50))
        {
            foreach (var entity in one.Events.SelectMany(TranslatedChanges.Of).GroupBy(item => (item.Change.Kind, item.Change.Id)))
            {
                var state = new EntityState();
                foreach (var (_, change) in entity)
                {
                    state.Apply(change);
                }

                AssertRoundTrip(EntityTable.Of(entity.Key.Kind), entity.Key.Id, state);
            }
        }
    }

    [Fact]
    public void Decode_keeps_the_version_of_a_cleared_field_and_of_a_cleared_key()
    {
        var state = StateOf(Client(
            Late, (ClientFields.Name, null, FieldValue.Null), (ClientFields.CustomFields, "etapa", FieldValue.Null)));
        var decoded = AssertRoundTrip(EntityTable.Clients, "cli_1", state);

        var changed = decoded.Apply(Client(
            Early, (ClientFields.Name, null, FieldValue.Text("old")), (ClientFields.CustomFields, "etapa", FieldValue.Json("\"old\""))));

        Assert.False(changed);
        Assert.All(decoded.Slots.Values, slot => Assert.True(slot.Value.IsNull));
    }

    [Fact]
    public void Encode_spreads_a_long_text_over_columns_and_splits_no_surrogate_pair()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("🙂", 40_000));
        var state = StateOf(Client(Early, (ClientFields.Address, null, FieldValue.Text(text))));

        var row = EntityRow.Encode(EntityTable.Clients, Workspace, "cli_1", state);

        var columns = row.Columns.Keys.Where(name => name.StartsWith("Address", StringComparison.Ordinal));
        Assert.Equal(["Address", "Address_2", "Address_3"], columns.Order());
        Assert.False(char.IsHighSurrogate(row.GetText("Address")![^1]));
        Assert.True(TableLimits.Check(row) > 2 * text.Length);
        AssertRoundTrip(EntityTable.Clients, "cli_1", state);
    }

    [Fact]
    public void Encode_drops_the_columns_that_a_shorter_text_needs_no_more()
    {
        var state = StateOf(Client(Early, (ClientFields.Address, null, FieldValue.Text(new string('a', 40_000)))));
        var decoded = AssertRoundTrip(EntityTable.Clients, "cli_1", state);

        decoded.Apply(Client(Late, (ClientFields.Address, null, FieldValue.Text("short"))));

        Assert.DoesNotContain("Address_2", EntityRow.Encode(EntityTable.Clients, Workspace, "cli_1", decoded).Columns.Keys);
        AssertRoundTrip(EntityTable.Clients, "cli_1", decoded);
    }

    [Fact]
    public void Decode_refuses_a_row_that_somebody_else_wrote()
    {
        var row = new TableRow(Workspace, "cli_1", new Dictionary<string, object> { ["Name"] = "Lucía" });

        var problem = Assert.Throws<InvalidDataException>(() => EntityRow.Decode(EntityTable.Clients, row));

        Assert.DoesNotContain("Lucía", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Earliest_keeps_the_same_version_whichever_of_two_equal_reports_comes_first()
    {
        var one = Report("event_1");
        var other = Report("event_2");

        Assert.Equal(StateOf(one, other).Slots, StateOf(other, one).Slots);
    }

    private static EntityState AssertRoundTrip(EntityTable table, string id, EntityState state)
    {
        var decoded = EntityRow.Decode(table, EntityRow.Encode(table, Workspace, id, state));

        Assert.Equal(state.Slots.OrderBy(Address), decoded.Slots.OrderBy(Address));
        return decoded;

        static string Address(KeyValuePair<(Field Field, string? Key), EntityState.Slot> slot) => $"{slot.Key.Field}/{slot.Key.Key}";
    }

    private static EntityState StateOf(params EntityChange[] changes)
    {
        var state = new EntityState();
        Assert.All(changes, change => state.Apply(change));
        return state;
    }

    private static EntityChange Client(DateTimeOffset at, params (Field Field, string? Key, FieldValue Value)[] values)
    {
        var fields = new FieldSet();
        foreach (var (field, key, value) in values)
        {
            if (key is null)
            {
                fields.Set(field, value);
            }
            else
            {
                fields.Set(field, key, value);
            }
        }

        return new(EntityKind.Client, "cli_1", new(at, at, "event_1"), fields);
    }

    private static EntityChange Report(string eventId)
    {
        var fields = new FieldSet();
        fields.Set(MessageFields.StatusTimes, "sent", FieldValue.Json("\"2026-11-20T09:00:00.0000000Z\""));
        return new(EntityKind.Message, "msg_1", new(Early, Early, eventId), fields);
    }
}

using System.Text.Json.Serialization;
using Platica.Flows.Tests.Infrastructure;

namespace Platica.Flows.Tests;

public sealed class FormBindingTests
{
    [Theory]
    [InlineData("""{"selected_product":"p2","quantity":3}""")]
    [InlineData("""{"SelectedProduct":"p2","Quantity":"3"}""")]
    [InlineData("""{"selectedProduct":"p2","quantity":"3","unknown":[{}]}""")]
    [InlineData("""{"SELECTED_PRODUCT":"p2","QUANTITY":3,"delivery":null}""")]
    public async Task A_form_is_bound_by_its_names_in_any_writing(string payload)
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange<Order>("ORDER", (Order form) => FlowAnswer.Data(form)));

        var reply = await host.AskAsync(Ask.Form("ORDER", payload));

        Assert.Equal(
            """{"data":{"SelectedProduct":"p2","Quantity":3,"Delivery":null,"Note":"sin nota","notas-del-cliente":null}}""",
            reply.Json());
    }

    [Fact]
    public async Task A_form_may_name_its_fields_itself()
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange<Order>("ORDER", (Order form) => FlowAnswer.Data(form)));

        var reply = await host.AskAsync(Ask.Form("ORDER", """{"selected_product":"p2","quantity":1,"notas-del-cliente":"¡ya!"}"""));

        Assert.Contains("\"notas-del-cliente\":\"¡ya!\"", reply.Json(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_was_left_empty_is_null_where_it_may_be()
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange<Booking>("BOOKING", (Booking form) => FlowAnswer.Data(form)));

        var reply = await host.AskAsync(Ask.Form("BOOKING", """{"guests":"","Day":"","notes":"","pay":""}"""));

        Assert.Equal("""{"data":{"Guests":null,"Day":null,"Notes":"","Pay":null}}""", reply.Json());
    }

    [Theory]
    [InlineData("bank_transfer", Payment.BankTransfer)]
    [InlineData("Card", Payment.Card)]
    public async Task A_choice_may_be_an_enum(string id, Payment expected)
    {
        Payment? chosen = null;
        await using var host = FlowHost.Of(flow => flow.OnDataExchange<Booking>("BOOKING", (Booking form) =>
        {
            chosen = form.Pay;
            return FlowAnswer.Show("NEXT");
        }));

        await host.AskAsync(Ask.Form("BOOKING", $$"""{"pay":"{{id}}"}"""));

        Assert.Equal(expected, chosen);
    }

    [Theory]
    [InlineData("\"secreto\"")]
    [InlineData("1")]
    public async Task A_choice_that_is_none_of_the_enum_s_asks_the_person(string id)
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange<Booking>("BOOKING", (Booking form) => FlowAnswer.Data(form)));

        Assert.Equal(FlowOutcome.InvalidForm, (await host.AskAsync(Ask.Form("BOOKING", $$"""{"pay":{{id}}}"""))).Outcome);
        Assert.EndsWith("at $.pay ", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"selected_product":"p2","quantity":"secreto"}""", "$.quantity")]
    [InlineData("""{"selected_product":"p2","quantity":""}""", "$.quantity")]
    [InlineData("""{"selected_product":{"secreto":1},"quantity":1}""", "$.selected_product")]
    [InlineData("""{"selectedProduct":["secreto"],"quantity":1}""", "$.selected_product")]
    [InlineData("""{"selected_product":null,"quantity":1}""", "$.selected_product")]
    [InlineData("""{"quantity":1,"note":"secreto"}""", "$.selected_product")]
    [InlineData("""{"selectedProduct":"secreto"}""", "$.quantity")]
    [InlineData("""{"selected_product":"\ud800","quantity":1}""", "$")]
    [InlineData("""{"\ud800":"secreto"}""", "$")]
    public async Task A_payload_that_does_not_fit_asks_the_person_and_logs_the_field_only(string payload, string field)
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange<Order>("ORDER", (Order form) => FlowAnswer.Data(form)));

        var reply = await host.AskAsync(Ask.Form("ORDER", payload));

        Assert.Equal(FlowOutcome.InvalidForm, reply.Outcome);
        Assert.Equal("""{"screen":"ORDER","data":{"error_message":"Revisa los datos e inténtalo de nuevo."}}""", reply.Json());
        var line = Assert.Single(host.Log.Lines);
        Assert.Contains($"at {field}", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secreto", line, StringComparison.Ordinal);
    }

    public enum Payment
    {
        Card,
        BankTransfer,
    }

    private sealed record Booking(int? Guests, DateOnly? Day, string? Notes, Payment? Pay);

    private sealed record Order(string SelectedProduct, int Quantity, int? Delivery, string Note = "sin nota")
    {
        [JsonPropertyName("notas-del-cliente")]
        public string? Notes { get; init; }
    }
}

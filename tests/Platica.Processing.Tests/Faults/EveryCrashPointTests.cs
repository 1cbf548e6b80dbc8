using System.Text;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Processing.Tests.Faults;

/// <summary>Small scenarios in which each fault strikes at each call to the store, one run for each, alone and with other consumers at work.</summary>
public sealed class EveryCrashPointTests
{
    /// <summary>Interleavings of one, two and three consumers.</summary>
    private const int Interleavings = 9;

    private static readonly object Phone = new { id = "cli_1", phoneNumber = "+5215500000001" };

    private static readonly Dictionary<string, Delivery[]> Scenarios = new()
    {
        ["two events on the same row"] = [Client("e1", "Ana"), Client("e2", "Berta")],
        ["one event on four rows"] = [Message("e1", "msg_1")],
        ["one delivery three times"] = [Message("e1", "msg_1"), Message("e1", "msg_1"), Message("e1", "msg_1")],
        ["two messages of a conversation and a change of phone"] = [Message("e1", "msg_1"), Message("e2", "msg_2"), Client("e3", "Ana")],
        ["a Flow exchange and what became of it"] = [Exchange("e1"), FlowCompleted("e2")],
        ["a referral"] = [Referral("e1"), Referral("e1")],
        ["a delivery without meaning"] = [Posted.Body("not JSON"), Posted.Body("not JSON"), Client("e1", "Ana")],
    };

    public static TheoryData<string> Names => [.. Scenarios.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_at_any_call_changes_nothing(string scenario)
    {
        var deliveries = Scenarios[scenario];
        var verdict = await Verdict.OnAsync(deliveries);
        foreach (var fault in Enum.GetValues<Fault>().Except([Fault.None]))
        {
            for (var seed = 0; seed < Interleavings; seed++)
            {
                var happens = true;
                for (var call = 0; happens; call++)
                {
                    var faults = new FaultAt(call, fault);
                    await AssertHarmlessAsync(deliveries, verdict, seed, faults, $"{fault} at call {call}");
                    happens = faults.HasHappened;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_lost_settlement_changes_nothing(string scenario)
    {
        var deliveries = Scenarios[scenario];
        var verdict = await Verdict.OnAsync(deliveries);
        for (var seed = 0; seed < Interleavings; seed++)
        {
            for (var index = 0; index < deliveries.Length; index++)
            {
                var faults = new SettlementLostAt(index);
                await AssertHarmlessAsync(deliveries, verdict, seed, faults, $"Settlement {index} lost");

                Assert.True(faults.HasHappened);
            }
        }
    }

    private static async Task AssertHarmlessAsync(Delivery[] deliveries, Verdict verdict, int seed, IFaultPlan faults, string what)
    {
        var run = await Simulation.RunAsync(deliveries, 1 + (seed % 3), new Random(seed), faults);
        var problem = await verdict.ProblemAsync(run);

        Assert.True(problem is null, $"{what}, interleaving {seed}: {problem}\n\n{string.Join('\n', run.Log)}");
    }

    private static Delivery Client(string id, string name) => Posted.Event(
        PlaticaEvents.ClientUpdated, id, new { client = new { id = "cli_1", name, phoneNumber = $"+52155000000{name.Length:D2}" } });

    private static Delivery Message(string id, string message) => Posted.Event(PlaticaEvents.MessageCreated, id, new
    {
        message = new { id = message, content = "Hola", direction = "incoming", creationDate = Posted.Arrival.UtcDateTime },
        conversation = new { id = "conv_1", status = "active" },
        client = Phone,
    });

    private static Delivery Exchange(string id) => Posted.Event(PlaticaEvents.FlowScreenAdvance, id, new
    {
        flow = new { id = "flow_1", name = "Cotizador" },
        flowResponse = new { flowToken = "tok_1" },
        flowExchange = new { action = "data_exchange", screen = "WELCOME", payload = new { product = "p1" } },
        conversation = new { id = "conv_1" },
        client = Phone,
    }) with
    { Reply = new(Encoding.UTF8.GetBytes("""{"screen":"PAYMENT"}"""), "answered", 12) };

    private static Delivery FlowCompleted(string id) => Posted.Event(PlaticaEvents.ConversationStatusUpdated, id, new
    {
        flowResponse = new { flowToken = "tok_1", status = "completed", completedAt = Posted.Arrival.UtcDateTime },
        conversation = new { id = "conv_1", status = "finished" },
    });

    private static Delivery Referral(string id) => Posted.Event(PlaticaEvents.ReferralReceived, id, new
    {
        referral = new { ad_id = "ad_1", headline = "Casas" },
        conversation = new { id = "conv_1" },
        client = Phone,
    });
}

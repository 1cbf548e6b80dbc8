using System.Net;
using System.Text;
using Azure.Messaging.ServiceBus;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;

namespace Platica.Functions.Tests.Triggers;

/// <summary>Operations as the host hands them to the function: whoever comes this far had the master key.</summary>
public sealed class OperateTests : IDisposable
{
    private const string Replay = "/api/operations/dead-letters/replay";

    private readonly Home _home = new();

    [Fact]
    public async Task A_dead_letter_is_sent_to_the_broker_again_and_processed()
    {
        await PutAsideAsync("1");

        var response = await CallAsync(Replay, "{}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal("""{"counts":{"matched":1,"sent":1},"continuation":null}""", response.Text);
        var waiting = Assert.Single(_home.Broker.Receive());
        Assert.EndsWith(".r1", waiting.Message.MessageId, StringComparison.Ordinal);
        var settlements = new Settlements();
        await _home.Get<ProcessEventsFunction>().RunAsync(
            [Received.Message(waiting.Message, waiting.EnqueuedAt)], settlements.Actions, CancellationToken.None);
        Assert.Single(settlements.Told, told => told.EndsWith("complete", StringComparison.Ordinal));
        Assert.Contains("cli_1", (await ReadAsync("/api/clients")).Text, StringComparison.Ordinal);
        Assert.Contains("\"items\":[]", (await ReadAsync("/api/dead-letters")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_dead_letter_is_gone_from_the_tables()
    {
        await PutAsideAsync("1");

        var response = await CallAsync("/api/operations/dead-letters/drop", """{"reason":"max-delivery"}""");

        Assert.Equal("""{"counts":{"matched":1,"dropped":1},"continuation":null}""", response.Text);
        Assert.Contains("\"items\":[]", (await ReadAsync("/api/dead-letters?state=all")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_is_found_by_its_id()
    {
        await PutAsideAsync("1");
        var listed = (await ReadAsync("/api/dead-letters")).Json.GetProperty("items")[0];

        var found = await ReadAsync($"/api/dead-letters/{listed.GetProperty("id").GetString()}?bodies=true");

        Assert.Equal(Received.Event("1"), found.Json.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Another_method_is_told_which_is_right(string method)
    {
        var response = await CallAsync(Replay, "", method);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", response.Header("Allow"));
    }

    [Theory]
    [InlineData(Replay + "?code=abc")]
    [InlineData(Replay + "?CODE=abc")]
    [InlineData(Replay + "?dryRun=true")]
    public async Task A_key_or_a_parameter_in_the_url_is_refused(string pathAndQuery)
    {
        await PutAsideAsync("1");

        var response = await CallAsync(pathAndQuery, "{}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("x-functions-key", response.Text, StringComparison.Ordinal);
        Assert.Empty(_home.Broker.Waiting);
    }

    [Theory]
    [InlineData("/api/operations")]
    [InlineData("/api/operations/")]
    [InlineData("/api/operations/nothing")]
    public async Task An_unknown_operation_is_not_found(string path)
    {
        var response = await CallAsync(path, "{}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("POST /api/operations/dead-letters/replay", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_is_down_the_operator_is_told_when_to_try_again()
    {
        _home.Tables.IsDown = true;

        var response = await CallAsync(Replay, "{}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("5", response.Header("Retry-After"));
    }

    public void Dispose() => _home.Dispose();

    private async Task PutAsideAsync(string id)
    {
        var message = await Received.DeliveryAsync(_home, id, Received.Event(id));
        var properties = message.ApplicationProperties.ToDictionary();
        properties["DeadLetterReason"] = "MaxDeliveryCountExceeded";
        var letter = ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: message.Body, messageId: id, properties: properties, deliveryCount: 300, enqueuedTime: message.EnqueuedTime);
        await _home.Get<RecordDeadLettersFunction>().RunAsync(letter, new Settlements().Actions, CancellationToken.None);
    }

    private async Task<FakeResponse> CallAsync(string pathAndQuery, string body, string method = "POST") => (FakeResponse)await _home.Get<OperateFunction>().RunAsync(
        new FakeRequest(method, pathAndQuery, Encoding.UTF8.GetBytes(body)), CancellationToken.None);

    private async Task<FakeResponse> ReadAsync(string pathAndQuery) =>
        (FakeResponse)await _home.Get<ReadFunction>().RunAsync(new FakeRequest("GET", pathAndQuery), CancellationToken.None);
}

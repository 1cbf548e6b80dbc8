using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Flows;

public sealed class StaleDeliveryTests
{
    [Theory]
    [InlineData("2026-11-19T08:59:59Z", FlowOutcome.Stale, "1 outcome=stale")]
    [InlineData("2026-11-19T09:00:00Z", FlowOutcome.Answered, null)]
    [InlineData("2026-11-20T09:00:00Z", FlowOutcome.Answered, null)]
    public async Task The_envelope_s_time_tells_an_exchange_s_age(string timestamp, string outcome, string? counted)
    {
        await using var host = new ReceiverHost(configure: services => services.AddSingleton(new FlowOptions { MaxAge = TimeSpan.FromHours(24) }));
        using var measured = new MeasuredValues(host.Metrics);

        var result = await host.PostSignedAsync($$"""{"id":"e1","event":"whatsapp.flows.init","timestamp":"{{timestamp}}"}""");

        Assert.Equal((200, outcome), (result.StatusCode, result.Detail));
        Assert.Equal(counted is null ? [] : [counted], measured.Of("platica.flow.fallbacks"));
    }
}

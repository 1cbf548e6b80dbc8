using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;
using Platica.Processing;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Functions.Tests.Http;

public sealed class SecurityHeadersTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Every_answer_has_each_security_header_once()
    {
        var receive = _home.Get<ReceiveWebhookFunction>();
        var read = _home.Get<ReadFunction>();
        var body = Signed.Sample(PlaticaEvents.FlowInit, _home.Clock.GetUtcNow());
        FakeResponse[] answers =
        [
            (FakeResponse)await receive.RunAsync(Signed.Post(body), "platica", null),
            (FakeResponse)await receive.RunAsync(FakeRequest.Post(Signed.Path, body), "platica", null),
            (FakeResponse)await receive.RunAsync(new FakeRequest("GET", Signed.Path), "platica", null),
            (FakeResponse)await read.RunAsync(new FakeRequest("GET", "/api/conversations"), CancellationToken.None),
            (FakeResponse)await read.RunAsync(new FakeRequest("GET", "/api/conversations?code=x"), CancellationToken.None),
            (FakeResponse)await _home.Get<HealthFunction>().RunAsync(new FakeRequest("GET", "/api/health"), CancellationToken.None),
        ];

        Assert.Equal([200, 401, 405, 200, 400], answers.Take(5).Select(answer => (int)answer.StatusCode));
        Assert.All(answers, answer => Assert.All(SecurityHeaders.All, header => Assert.Equal(header.Value, answer.Header(header.Key))));
    }
}

using System.Net;
using System.Text;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Tests.Infrastructure;

/// <summary>A receiver as the commands see it: answers health, refuses what is not signed with its secret, acknowledges the rest.</summary>
internal sealed class StubReceiver
{
    public const string Healthy =
        """{"status":"healthy","version":"0.1.0+0123456789abcdef","providers":{"platica":"configured"},"queue":"reachable","store":"reachable"}""";

    public const string Refusal = """{"title":"Signature missing","status":401,"detail":"Send X-Webhook-Signature."}""";

    public const string Acknowledgement = """{"data":{"acknowledged":true}}""";

    private int _signed;

    public string Secret { get; init; } = CliRun.Secret;

    public Func<HttpResponseMessage> Health { get; init; } = () => NetworkDouble.Response(HttpStatusCode.OK, Healthy);

    public Func<HttpResponseMessage> Unsigned { get; init; } = () => NetworkDouble.Response(HttpStatusCode.Unauthorized, Refusal);

    public Func<HttpResponseMessage> WrongSecret { get; init; } = () => NetworkDouble.Response(HttpStatusCode.Unauthorized, Refusal);

    /// <summary>The answer to each signed delivery, by its number from 0.</summary>
    public Func<int, HttpResponseMessage> Signed { get; init; } = _ => NetworkDouble.Response(HttpStatusCode.OK, Acknowledgement);

    /// <summary>How many milliseconds each signed delivery takes, by its number from 0; anything else takes 10.</summary>
    public Func<int, double> Milliseconds { get; init; } = _ => 50;

    /// <summary>A command line whose network is this receiver and whose data folder holds the same secret.</summary>
    public CliRun Run(bool withSecret = true, IReadOnlyDictionary<string, string>? variables = null)
    {
        CliRun? running = null;
        var run = running = new CliRun(new NetworkDouble(request =>
        {
            var (answer, milliseconds) = Answer(request);
            running!.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
            return answer;
        }))
        {
            Variables = variables ?? new Dictionary<string, string>(),
        };
        return withSecret ? run.WithSecret() : run;
    }

    private (HttpResponseMessage Answer, double Milliseconds) Answer(SentRequest request)
    {
        var signature = request.Headers.GetValueOrDefault("X-Webhook-Signature");
        if (request.Method == HttpMethod.Get)
        {
            return (new Uri(request.Url).AbsolutePath == "/api/health" ? Health() : NetworkDouble.Response(HttpStatusCode.NotFound), 10);
        }

        return WebhookSignature.Verify(signature, request.Body, Encoding.UTF8.GetBytes(Secret)) switch
        {
            SignatureResult.Valid => (Signed(_signed), Milliseconds(_signed++)),
            SignatureResult.Missing => (Unsigned(), 10),
            _ => (WrongSecret(), 10),
        };
    }
}

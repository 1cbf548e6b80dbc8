using System.Net;

namespace Platica.Handlers.Tests.Infrastructure;

/// <summary>Stands in for the network: keeps what is sent and answers as told, 200 by default.</summary>
internal sealed class RecordingNetwork : HttpMessageHandler
{
    public List<SentRequest> Sent { get; } = [];

    public Queue<HttpStatusCode> Answers { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent.Add(new(
            request.Method,
            request.RequestUri!.ToString(),
            request.Headers.GetValues("Idempotency-Key").Single(),
            request.Content!.Headers.ContentType!.MediaType!,
            await request.Content.ReadAsStringAsync(cancellationToken)));
        return new(Answers.TryDequeue(out var status) ? status : HttpStatusCode.OK);
    }
}

/// <summary>A request as it was sent.</summary>
internal sealed record SentRequest(HttpMethod Method, string Url, string IdempotencyKey, string MediaType, string Body);

using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Cli.Tests.Infrastructure;
using Platica.LocalHost.Tables;
using Platica.Processing;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Reading;
using Platica.Webhooks;
using Platica.Webhooks.Events;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Tests.Backfilling;

/// <summary>A receiver whose deliveries go through the real provider and processor into tables, and which answers from them.</summary>
internal sealed class FedReceiver
{
    private readonly PlaticaProvider _provider = new(new(new SigningSecrets(CliRun.Secret)));
    private readonly DeliveryProcessor _processor;
    private readonly ReadApi _readApi;

    public FedReceiver()
    {
        var store = new InMemoryTableStore();
        _processor = new(new ProviderCatalog([_provider]), store, new(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance, new Handlers(this));
        _readApi = new(store, new NoBodies(), TimeProvider.System);
    }

    /// <summary>The largest body that is taken.</summary>
    public int MostBytes { get; init; } = 1024 * 1024;

    /// <summary>Answers to give before anything is taken, in their order.</summary>
    public Queue<HttpResponseMessage> Faults { get; } = [];

    /// <summary>The bodies that were taken.</summary>
    public List<byte[]> Taken { get; } = [];

    /// <summary>The events that the business's handlers got.</summary>
    public List<string> Handled { get; } = [];

    public HttpResponseMessage Answer(SentRequest request)
    {
        if (Faults.TryDequeue(out var fault))
        {
            return fault;
        }

        if (request.Body.Length > MostBytes)
        {
            return NetworkDouble.Response(HttpStatusCode.RequestEntityTooLarge);
        }

        if (_provider.Authenticate(new("POST", "", name => request.Headers.GetValueOrDefault(name)), request.Body) != SignatureResult.Valid)
        {
            return NetworkDouble.Response(HttpStatusCode.Unauthorized, StubReceiver.Refusal);
        }

        Taken.Add(request.Body);
        ProcessAsync(request.Body).GetAwaiter().GetResult();
        return NetworkDouble.Response(HttpStatusCode.Accepted);
    }

    /// <summary>Processes a webhook.</summary>
    public async Task ProcessAsync(byte[] body)
    {
        var delivery = new Delivery { Provider = _provider.Name, ReceivedAt = DateTimeOffset.UnixEpoch.AddYears(56), Body = body };
        var settlement = Assert.Single(await _processor.ProcessAsync([delivery], CancellationToken.None));
        Assert.Equal(SettlementKind.Complete, settlement.Kind);
    }

    /// <summary>Asks the read API.</summary>
    public async Task<JsonElement> GetAsync(string path, string query = "")
    {
        var answer = await _readApi.GetAsync(path, query, CancellationToken.None);
        var text = Encoding.UTF8.GetString(answer.Body.Span);
        Assert.True(answer.StatusCode == 200, $"{path}: {text}");
        return JsonElement.Parse(text);
    }

    private sealed class Handlers(FedReceiver receiver) : IEventDispatcher
    {
        public Task<IReadOnlyList<string?>> DispatchAsync(IReadOnlyList<WebhookEvent> events, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task DispatchAsync(IReadOnlyList<WebhookEvent> events, Action<int, string?> handled, CancellationToken cancellationToken)
        {
            foreach (var (index, one) in events.Index())
            {
                receiver.Handled.Add(one.EventName);
                handled(index, null);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class NoBodies : IBodyStore
    {
        public Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken) => Task.FromResult<ReadOnlyMemory<byte>?>(null);
    }
}

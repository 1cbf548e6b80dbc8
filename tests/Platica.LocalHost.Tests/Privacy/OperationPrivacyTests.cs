using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Operations;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tests.Privacy;

/// <summary>What operators ask for, such as to erase a person, is told without whom it is about.</summary>
[Collection(AloneTests.Name)]
public sealed class OperationPrivacyTests : IDisposable
{
    private static readonly OperationPage Page = new(new Dictionary<string, long> { ["matched"] = 1 }, null);

    private readonly Eavesdropper _ear = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        _http.Dispose();
        _ear.Dispose();
    }

    [Fact]
    public async Task Operations_are_told_without_their_parameters_keys_and_faults()
    {
        Func<OperationCall, OperationPage>[] ends =
        [
            _ => Page, _ => throw new InvalidOperationException(Planted.Complaint), _ => throw new StoreUnavailableException("The store did not answer: 503."), Strict,
        ];
        await using var host = await RunningLocalHost.StartAsync(configure: services =>
        {
            ends.Index().ToList().ForEach(end => services.AddSingleton<IOperation>(new Ending($"end{end.Index}", end.Item)));
            _ear.ListenTo(services);
        });
        var key = host.Options.Data.ReadOperationsKey()!;

        var statuses = await Task.WhenAll(ends.Select((_, number) => PostAsync(host, $"end{number}", key)));
        Assert.Equal([200, 500, 503, 400], statuses);
        Assert.Equal(401, await PostAsync(host, "end0", Planted.Email));
        Assert.Equal(404, await PostAsync(host, Uri.EscapeDataString(Planted.Phone), key));
        Assert.Equal(400, await PostAsync(host, $"end0?phone={Uri.EscapeDataString(Planted.Phone)}", key));
        _ear.AssertNothingPersonal(host.Printed.All, "The operation end0 ran for a page", "was cut short", "An unhandled exception was thrown by the application");
        Assert.DoesNotContain(_ear.Heard, entry => entry.Contains(key, StringComparison.Ordinal));
    }

    private static OperationPage Strict(OperationCall call)
    {
        call.Only("nothing");
        return Page;
    }

    private async Task<int> PostAsync(RunningLocalHost host, string name, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Application.Endpoints.Admin, $"/api/operations/{name}"))
        {
            Content = JsonContent.Create(new { phone = Planted.Phone, email = Planted.Email, name = Planted.Name }),
        };
        request.Headers.Add("x-functions-key", key);
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>An operation that ends at once, well or not.</summary>
    private sealed class Ending(string name, Func<OperationCall, OperationPage> end) : IOperation
    {
        public string Name => name;

        public async Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return end(call);
        }
    }
}

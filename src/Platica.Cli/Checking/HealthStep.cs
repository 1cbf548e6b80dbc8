using System.Net;
using System.Text.Json;
using Platica.Cli.Http;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Checking;

/// <summary>Whether the receiver is well by its own account: <c>GET /api/health</c>.</summary>
internal sealed class HealthStep(IProviderSamples samples)
{
    private const string Name = "health";
    private const string Reachable = "reachable";
    private const string Configured = "configured";

    private static readonly string[] Parts = ["queue", "store"];

    /// <summary>Reads the answer of the health route.</summary>
    public Finding Read(HttpAnswer answer) => (answer.Status, IsReport(answer)) switch
    {
        (HttpStatusCode.OK, true) => Finding.Passed(Name, Describe(answer.Json), answer),
        (HttpStatusCode.ServiceUnavailable, true) => Finding.Failed(Name, DescribeTrouble(answer.Json), Advise(answer.Json), answer),
        _ => Finding.Unexpected(Name, samples, answer),
    };

    private static bool IsReport(HttpAnswer answer) => JsonText.Read(answer.Json, "status") is "healthy" or "unhealthy";

    private static string Describe(JsonElement report) => string.Join(", ",
    [
        $"version {ShortVersion(JsonText.Read(report, "version"))}",
        .. Parts.Select(part => $"{part} {JsonText.Read(report, part)}"),
        .. Providers(report).Select(provider => $"{provider.Name} {provider.State}"),
    ]);

    private static string DescribeTrouble(JsonElement report) => string.Join("; ",
    [
        "unhealthy",
        .. Parts.Where(part => IsDown(report, part)).Select(part => $"{part}: {JsonText.Read(report, part)}"),
        .. Providers(report).Where(provider => provider.State != Configured).Select(provider => $"{provider.Name}: {provider.State}"),
    ]);

    private string Advise(JsonElement report) => Parts.Any(part => IsDown(report, part))
        ? "Queue and store must be reachable from the receiver: its log says why they are not, docs/operations.md what to do."
        : NoSecret.Advice(samples);

    // The commit after the +, as short as git tells it.
    private static string ShortVersion(string version) =>
        version.Split('+') is [var number, { Length: > 7 } commit] ? $"{number}+{commit[..7]}" : version;

    private static bool IsDown(JsonElement report, string part) => JsonText.Read(report, part) != Reachable;

    private static IEnumerable<(string Name, string State)> Providers(JsonElement report) =>
        JsonText.Find(report, "providers") is { ValueKind: JsonValueKind.Object } providers
            ? providers.EnumerateObject().Select(provider => (provider.Name, JsonText.Format(provider.Value)))
            : [];
}

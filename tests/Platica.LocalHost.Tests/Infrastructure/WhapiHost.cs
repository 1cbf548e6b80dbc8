using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>A LocalHost that takes calls of Whapi.Cloud, and how Whapi.Cloud calls it.</summary>
internal static class WhapiHost
{
    public const string Webhook = "/api/webhooks/whapi";
    public const string Header = "X-Webhook-Secret";
    public const string Secret = "whapi_secret_for_tests";

    /// <summary>Starts a host; with <see cref="Secret"/> as its header's value, unless it has a path secret.</summary>
    public static Task<RunningLocalHost> StartAsync(
        string? secret = null, string? previous = null, string? pathSecret = null, string header = Header, Action<IServiceCollection>? configure = null) =>
        RunningLocalHost.StartAsync(
            options => options with
            {
                Pipeline = options.Pipeline with
                {
                    Whapi = new(
                        new SharedSecrets(secret ?? (pathSecret is null ? Secret : null), previous), new SharedSecrets(pathSecret), header),
                },
            },
            configure);

    /// <summary>Calls with <see cref="Secret"/>; the answer's status.</summary>
    public static Task<int> CallWhapiAsync(this RunningLocalHost host, string body, string method = "POST", string path = "") =>
        host.CallWhapiAsync(body, method, path, (Header, Secret));

    /// <summary>Tells that somebody wrote in a group of the channel DEMO-A1.</summary>
    public static async Task WriteInGroupAsync(this RunningLocalHost host, string id, string from, string text, DateTimeOffset at)
    {
        var message = new { id, type = "text", chat_id = "group@g.us", from, timestamp = at.ToUnixTimeSeconds(), text = new { body = text } };
        Assert.Equal(200, await host.CallWhapiAsync(JsonSerializer.Serialize(
            new { messages = new[] { message }, @event = new { type = "messages", @event = "post" }, channel_id = "DEMO-A1" })));
    }

    /// <summary>Calls with any headers; the answer's status.</summary>
    public static async Task<int> CallWhapiAsync(
        this RunningLocalHost host, string body, string method, string path, params (string Name, string Value)[] headers)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var answer = await host.SendAsync(new HttpMethod(method), path.Length == 0 ? Webhook : $"{Webhook}/{path}", content, headers);
        return (int)answer.StatusCode;
    }
}

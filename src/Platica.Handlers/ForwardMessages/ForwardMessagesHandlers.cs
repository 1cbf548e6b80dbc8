using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Events;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;

namespace Platica.Handlers.ForwardMessages;

/// <summary>
/// The example of event handlers: what customers write goes on to an HTTP endpoint of yours, a CRM or a chat of your team. It is off until
/// the environment variable <c>Forward__Url</c> names the endpoint.
/// </summary>
internal static class ForwardMessagesHandlers
{
    private const string UrlSetting = "Forward__Url";

    public static IServiceCollection AddForwardMessages(this IServiceCollection services) =>
        services.AddForwardMessages(Environment.GetEnvironmentVariable(UrlSetting), () => new SocketsHttpHandler
        {
            // One client lives as long as the process, so its connections must not: the endpoint's address may change.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });

    /// <summary>The same with another network, for tests.</summary>
    public static IServiceCollection AddForwardMessages(this IServiceCollection services, string? url, Func<HttpMessageHandler> network)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return services;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var endpoint) || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new EventHandlerSetupException($"The setting {UrlSetting} must be an address such as https://crm.example.com/messages.");
        }

        return services
            .AddSingleton(_ => new MessageForwarder(endpoint, network()))
            .AddEventHandlers(events => events

                // A handler is a lambda or a method, and takes what it needs: the event, any registered service, the CancellationToken.
                // It runs once the message is stored. When it throws, it is tried again after 0.5, 1 and 2 seconds; then the delivery is
                // kept as a dead letter "handler-failed", and nothing that is stored changes.
                .On<MessageCreated>(ForwardAsync)

                // By the provider's own name works too, also for events that have no type of their own:
                // .On("whatsapp.template.approved", (WebhookEvent happened) => …)
                );
    }

    private static Task ForwardAsync(MessageCreated created, MessageForwarder forwarder, CancellationToken cancellationToken)
    {
        // What the business or a bot wrote comes as message.created too.
        if (created.Message.Direction.Value != MessageFields.Incoming)
        {
            return Task.CompletedTask;
        }

        var message = new ForwardedMessage(
            created.Message.Id,
            created.Conversation?.Id,
            created.Client?.PhoneNumber.Value ?? created.Conversation?.PhoneNumber.Value,
            created.Client?.Name.Value ?? created.Conversation?.ContactName.Value,
            created.Message.Content.Value,
            created.OccurredAt);

        // A crash between the endpoint's answer and our noting it makes the handler run again. The event's id is the same then: an endpoint
        // that heeds Idempotency-Key takes the message once.
        return forwarder.SendAsync(message, created.EventId, cancellationToken);
    }
}

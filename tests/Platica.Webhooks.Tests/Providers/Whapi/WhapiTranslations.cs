using System.Text;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Whapi;

/// <summary>What Whapi.Cloud's provider makes of a body of one item.</summary>
internal static class WhapiTranslations
{
    private static readonly WhapiProvider Provider = new(new(new("secret"), new(null)));

    public static Translation Translate(string body)
    {
        var delivery = new Delivery { Provider = Provider.Name, ReceivedAt = Deliveries.Arrival, Body = Encoding.UTF8.GetBytes(body) };
        Assert.True(Provider.TryReadEnvelope(delivery, out var envelope, out var problem), problem);
        return Provider.Translate(delivery, envelope);
    }
}

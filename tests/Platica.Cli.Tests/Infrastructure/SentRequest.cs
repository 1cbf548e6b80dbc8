using System.Text;

namespace Platica.Cli.Tests.Infrastructure;

internal sealed record SentRequest(HttpMethod Method, string Url, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string BodyText => Encoding.UTF8.GetString(Body);
}

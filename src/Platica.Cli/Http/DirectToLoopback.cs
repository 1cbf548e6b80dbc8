using System.Net;

namespace Platica.Cli.Http;

/// <summary>The machine's proxy for everything but the machine itself: a LocalHost is never behind a proxy.</summary>
internal sealed class DirectToLoopback(IWebProxy usual) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => usual.Credentials;
        set => usual.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : usual.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || usual.IsBypassed(host);
}

using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Platica.Processing.Settings;

namespace Platica.Functions.Settings;

/// <summary>
/// How to reach a service of Azure, in two of the forms that the Functions host knows for its triggers: <c>Name</c> is a connection string, as
/// for the emulators, or <c>Name__…Uri</c> (for Service Bus <c>Name__fullyQualifiedNamespace</c>) is where it is and a managed identity asks.
/// </summary>
/// <param name="Setting">The setting that leads there: <c>Name</c>, or <c>Name:…Uri</c> with an identity.</param>
/// <param name="ConnectionString">The connection string; null with an identity.</param>
/// <param name="Address">Where the service is; null with a connection string.</param>
/// <param name="ClientId">The user-assigned identity; null for the app's own.</param>
internal sealed record ServiceConnection(string Setting, string? ConnectionString, string? Address, string? ClientId)
{
    private const string ManagedIdentity = "managedidentity";

    /// <summary>Who asks.</summary>
    public TokenCredential Credential => IdentityOf(ClientId);

    /// <summary>Reads a connection.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="name">The setting's name, such as <c>TablesConnection</c>.</param>
    /// <param name="address">The part of the setting that says where the service is, such as <c>tableServiceUri</c>.</param>
    /// <exception cref="SettingException">There is none, or it is not complete.</exception>
    public static ServiceConnection Read(IConfiguration configuration, string name, string address)
    {
        var reader = new SettingReader(setting => configuration[setting]);
        if (reader.Text(name) is { } connectionString)
        {
            return new(name, connectionString, null, null);
        }

        var setting = $"{name}:{address}";
        var where = reader.Text(setting)
            ?? throw new SettingException(name, $"a connection string, or {name}__{address} must say where the service is");
        var credential = reader.Text($"{name}:credential") ?? ManagedIdentity;
        return credential.Equals(ManagedIdentity, StringComparison.OrdinalIgnoreCase)
            ? new(setting, null, where, reader.Text($"{name}:clientId"))
            : throw new SettingException($"{name}:credential", ManagedIdentity);
    }

    /// <summary>The managed identity of that client id, or the app's own. Not DefaultAzureCredential, which tries one source after the other.</summary>
    public static TokenCredential IdentityOf(string? clientId) => new ManagedIdentityCredential(
        clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));

    /// <summary>Makes the service's client.</summary>
    /// <exception cref="SettingException">The setting is malformed; the client's own message may quote it and is left out.</exception>
    public T Open<T>(Func<string, T> byConnectionString, Func<string, TokenCredential, T> byIdentity)
    {
        try
        {
            return Address is null ? byConnectionString(ConnectionString!) : byIdentity(Address, Credential);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw new SettingException(Setting, Address is null ? "a complete connection string" : "the service's address in Azure");
        }
    }
}

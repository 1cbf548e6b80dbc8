using Azure.Core;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Platica.Processing.Settings;

namespace Platica.Functions.Settings;

/// <summary>Makes the clients of Azure's services; each is made once. Nothing is connected yet.</summary>
internal static class AzureClients
{
    /// <summary>The container of large bodies and of the fallback.</summary>
    public const string BlobContainer = "deliveries";

    /// <summary>A webhook's sender waits seconds, not the minutes of the client's defaults.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(2.5);

    /// <summary>Long enough for a full page of a query; the pipeline's own patience is beyond.</summary>
    private static readonly TimeSpan StorageTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);

    /// <summary>The tables of <c>TablesConnection</c>.</summary>
    /// <exception cref="SettingException">The setting is missing or malformed.</exception>
    public static TableServiceClient Tables(IConfiguration configuration) =>
        ServiceConnection.Read(configuration, "TablesConnection", "tableServiceUri").Open(
            text => new TableServiceClient(text, TableOptions()),
            (address, credential) => new TableServiceClient(new Uri(address), credential, TableOptions()));

    /// <summary>The container of <c>BlobsConnection</c>.</summary>
    /// <exception cref="SettingException">The setting is missing or malformed.</exception>
    public static BlobContainerClient Blobs(IConfiguration configuration) =>
        ServiceConnection.Read(configuration, "BlobsConnection", "blobServiceUri").Open(
            text => new BlobServiceClient(text, BlobOptions()),
            (address, credential) => new BlobServiceClient(new Uri(address), credential, BlobOptions())).GetBlobContainerClient(BlobContainer);

    /// <summary>The namespace of <c>ServiceBusConnection</c>.</summary>
    /// <exception cref="SettingException">The setting is missing or malformed.</exception>
    public static ServiceBusClient ServiceBus(IConfiguration configuration) =>
        ServiceConnection.Read(configuration, "ServiceBusConnection", "fullyQualifiedNamespace").Open(
            text => new ServiceBusClient(text, ServiceBusOptions()),
            (address, credential) => new ServiceBusClient(address, credential, ServiceBusOptions()));

    private static TableClientOptions TableOptions()
    {
        var options = new TableClientOptions();
        TryBriefly(options.Retry);

        // Its spans would tell the address of a row, and a row's key may hold a phone number. The pipeline has spans of its own.
        options.Diagnostics.IsDistributedTracingEnabled = false;
        return options;
    }

    private static BlobClientOptions BlobOptions()
    {
        var options = new BlobClientOptions();
        TryBriefly(options.Retry);
        return options;
    }

    private static void TryBriefly(RetryOptions retry)
    {
        retry.MaxRetries = 2;
        retry.Delay = FirstRetry;
        retry.MaxDelay = TimeSpan.FromSeconds(1);
        retry.NetworkTimeout = StorageTimeout;
    }

    private static ServiceBusClientOptions ServiceBusOptions() => new()
    {
        RetryOptions = new ServiceBusRetryOptions { TryTimeout = SendTimeout, MaxRetries = 1, Delay = FirstRetry, MaxDelay = FirstRetry },
    };
}

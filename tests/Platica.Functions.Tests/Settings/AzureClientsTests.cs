using Microsoft.Extensions.Configuration;
using Platica.Functions.Settings;
using Platica.Processing.Settings;

namespace Platica.Functions.Tests.Settings;

public sealed class AzureClientsTests
{
    private const string Emulator =
        "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

    [Fact]
    public async Task The_emulators_are_reached_by_connection_strings()
    {
        var settings = Settings(
            ("TablesConnection", "UseDevelopmentStorage=true"), ("BlobsConnection", "UseDevelopmentStorage=true"), ("ServiceBusConnection", Emulator));

        Assert.Equal("devstoreaccount1", AzureClients.Tables(settings).AccountName);
        Assert.Equal("deliveries", AzureClients.Blobs(settings).Name);
        await using var serviceBus = AzureClients.ServiceBus(settings);
        Assert.Equal("localhost", serviceBus.FullyQualifiedNamespace);
    }

    [Fact]
    public async Task Azure_is_reached_by_address_and_identity()
    {
        var settings = Settings(
            ("TablesConnection:tableServiceUri", "https://data.table.core.windows.net"),
            ("BlobsConnection:blobServiceUri", "https://data.blob.core.windows.net"),
            ("ServiceBusConnection:fullyQualifiedNamespace", "platica.servicebus.windows.net"));

        Assert.Equal(new Uri("https://data.table.core.windows.net"), AzureClients.Tables(settings).Uri);
        Assert.Equal(new Uri("https://data.blob.core.windows.net/deliveries"), AzureClients.Blobs(settings).Uri);
        await using var serviceBus = AzureClients.ServiceBus(settings);
        Assert.Equal("platica.servicebus.windows.net", serviceBus.FullyQualifiedNamespace);
    }

    [Theory]
    [InlineData("TablesConnection", "not a connection string")]
    [InlineData("TablesConnection:tableServiceUri", "not an address")]
    [InlineData("TablesConnection:tableServiceUri", "http://data.table.core.windows.net")]
    public void A_malformed_setting_of_the_tables_is_named(string name, string value) =>
        Assert.Equal(name, Assert.Throws<SettingException>(() => AzureClients.Tables(Settings((name, value)))).Setting);

    [Theory]
    [InlineData("BlobsConnection", "not a connection string")]
    [InlineData("BlobsConnection:blobServiceUri", "not an address")]
    public void A_malformed_setting_of_the_blobs_is_named(string name, string value) =>
        Assert.Equal(name, Assert.Throws<SettingException>(() => AzureClients.Blobs(Settings((name, value)))).Setting);

    [Theory]
    [InlineData("ServiceBusConnection", "not a connection string")]
    [InlineData("ServiceBusConnection", "Endpoint=sb://localhost;SharedAccessKeyName=only-a-name")]
    public void A_malformed_setting_of_the_queue_is_named(string name, string value) =>
        Assert.Equal(name, Assert.Throws<SettingException>(() => AzureClients.ServiceBus(Settings((name, value)))).Setting);

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
        .Build();
}

using Microsoft.Extensions.Configuration;
using Platica.Functions.Settings;
using Platica.Processing.Settings;

namespace Platica.Functions.Tests.Settings;

public sealed class ServiceConnectionTests
{
    [Fact]
    public void A_connection_string_is_taken_as_it_is()
    {
        var connection = Read(("TablesConnection", "UseDevelopmentStorage=true"));

        Assert.Equal("UseDevelopmentStorage=true", connection.ConnectionString);
        Assert.Null(connection.Address);
    }

    [Theory]
    [InlineData("managedidentity")]
    [InlineData("managedIdentity")]
    public void An_address_goes_with_the_identity_that_is_named(string credential)
    {
        var connection = Read(
            ("TablesConnection__tableServiceUri", "https://data.table.core.windows.net"),
            ("TablesConnection__credential", credential),
            ("TablesConnection__clientId", "0f1e"));

        Assert.Equal(("https://data.table.core.windows.net", "0f1e"), (connection.Address, connection.ClientId));
        Assert.Null(connection.ConnectionString);
    }

    [Fact]
    public void Without_a_client_id_the_app_s_own_identity_is_meant() =>
        Assert.Null(Read(("TablesConnection__tableServiceUri", "https://data.table.core.windows.net")).ClientId);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_missing_connection_is_named(string? text)
    {
        var problem = Assert.Throws<SettingException>(() => Read(("TablesConnection", text)));

        Assert.Equal("TablesConnection", problem.Setting);
        Assert.Contains("TablesConnection__tableServiceUri", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_credential_than_a_managed_identity_is_refused()
    {
        var problem = Assert.Throws<SettingException>(() => Read(
            ("TablesConnection__tableServiceUri", "https://data.table.core.windows.net"), ("TablesConnection__credential", "azurecli")));

        Assert.Equal("TablesConnection:credential", problem.Setting);
    }

    [Fact]
    public void What_a_client_cannot_use_is_named_and_never_quoted()
    {
        var connection = Read(("TablesConnection", "AccountKey=hunter2"));

        var problem = Assert.Throws<SettingException>(() => connection.Open<object>(
            text => throw new FormatException($"Cannot parse {text}"), (_, _) => new object()));

        Assert.Equal("TablesConnection", problem.Setting);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    private static ServiceConnection Read(params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value)))
            .Build();
        return ServiceConnection.Read(configuration, "TablesConnection", "tableServiceUri");
    }
}

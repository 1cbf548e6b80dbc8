using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Platica.Flows;
using Platica.Functions.Triggers;
using Platica.Processing.Settings;
using Platica.Processing.Tables;

namespace Platica.Functions.Tests.Settings;

public sealed class FunctionsServicesTests
{
    private static readonly Dictionary<string, string?> Emulators = new()
    {
        ["ServiceBusConnection"] =
            "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;",
        ["ServiceBusQueueName"] = "deliveries",
        ["TablesConnection"] = "UseDevelopmentStorage=true",
        ["BlobsConnection"] = "UseDevelopmentStorage=true",
    };

    [Theory]
    [InlineData(typeof(ReceiveWebhookFunction))]
    [InlineData(typeof(ProcessEventsFunction))]
    [InlineData(typeof(RecordDeadLettersFunction))]
    [InlineData(typeof(DrainFallbackFunction))]
    [InlineData(typeof(HealthFunction))]
    [InlineData(typeof(ReadFunction))]
    public async Task Every_function_has_what_it_needs_though_no_secret_is_set(Type function)
    {
        await using var services = Build(Emulators);

        Assert.NotNull(ActivatorUtilities.CreateInstance(services, function));
        Assert.NotNull(services.GetRequiredService<IFlowResponder>());
        Assert.NotEmpty(services.GetServices<IHostedService>());
    }

    [Theory]
    [InlineData(null, 24d)]
    [InlineData("48:00:00", 48d)]
    [InlineData("00:00:00", null)]
    public async Task An_exchange_may_be_a_day_old_unless_told_otherwise(string? setting, double? hours)
    {
        await using var services = Build(new(Emulators) { ["Flows:MaxAge"] = setting });

        Assert.Equal(hours, services.GetRequiredService<FlowOptions>().MaxAge?.TotalHours);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("v2", "v2")]
    public async Task The_tables_in_use_are_those_of_the_prefix(string? setting, string expected)
    {
        await using var services = Build(new(Emulators) { ["Tables:Prefix"] = setting });

        var sets = services.GetRequiredService<TableSets>();
        Assert.Equal(expected, sets.Prefix);
        Assert.True(sets.HasSeveral);
        Assert.Same(sets.InUse, services.GetRequiredService<ITableStore>());
    }

    [Fact]
    public async Task Telemetry_is_sent_only_where_a_connection_string_says_where()
    {
        await using var silent = Build(Emulators);
        await using var telling = Build(new(Emulators)
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1/",
            ["AZURE_CLIENT_ID"] = "00000000-0000-0000-0000-000000000002",
        });

        Assert.Null(silent.GetService<TracerProvider>());
        Assert.NotNull(telling.GetService<TracerProvider>());
        Assert.NotNull(telling.GetService<MeterProvider>());
    }

    [Fact]
    public void A_connection_string_of_telemetry_that_is_none_is_named()
    {
        var settings = new Dictionary<string, string?>(Emulators) { ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "hunter2" };

        var problem = Assert.Throws<SettingException>(() => Build(settings));

        Assert.Equal("APPLICATIONINSIGHTS_CONNECTION_STRING", problem.Setting);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ServiceBusConnection")]
    [InlineData("ServiceBusQueueName")]
    [InlineData("TablesConnection")]
    [InlineData("BlobsConnection")]
    public void A_missing_setting_is_named(string name)
    {
        var settings = new Dictionary<string, string?>(Emulators);
        settings.Remove(name);

        Assert.Equal(name, Assert.Throws<SettingException>(() => Build(settings)).Setting);
    }

    [Fact]
    public void The_sample_of_local_settings_is_complete()
    {
        var sample = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "local.settings.sample.json")).Build().GetSection("Values");
        var settings = sample.GetChildren().ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value);

        using var services = Build(settings);

        Assert.NotNull(services.GetRequiredService<IFlowResponder>());
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging()
        .AddFunctionsHome(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}

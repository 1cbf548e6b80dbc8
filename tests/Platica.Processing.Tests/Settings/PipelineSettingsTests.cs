using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Retention;
using Platica.Processing.Settings;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Settings;

public sealed class PipelineSettingsTests
{
    [Fact]
    public void Read_of_nothing_gives_the_defaults()
    {
        var settings = Read([]);

        Assert.Equal((1024 * 1024, 450, 32), (settings.Receiver.MaxBodyBytes, settings.Flows.DeadlineMilliseconds, settings.Flows.MaxConcurrentHandlers));
        Assert.Equal("No pudimos continuar. Inténtalo de nuevo.", settings.Flows.FallbackMessage);
        Assert.False(settings.Platica.Secrets.Any);
        Assert.False(settings.Platica.AllowUnsigned);
        Assert.Empty(settings.TablesPrefix);
        Assert.False(settings.Retention.IsOn);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", true)]
    [InlineData(" ", false)]
    [InlineData("@Microsoft.KeyVault(VaultName=kv-1;SecretName=platica-erasure-key)", false)]
    public void Read_takes_an_erasure_key_but_no_reference_that_was_not_resolved(string key, bool isSet) =>
        Assert.Equal(isSet ? key : null, Read(new() { ["Erasure:Key"] = key }).Erasure.Key);

    [Fact]
    public void Read_refuses_an_erasure_key_that_could_be_guessed()
    {
        var problem = Assert.Throws<SettingException>(() => Read(new() { ["Erasure:Key"] = "lucia" }));

        Assert.Equal("Erasure:Key", problem.Setting);
        Assert.DoesNotContain("lucia", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_takes_every_setting()
    {
        var settings = Read(new()
        {
            ["Receiver:MaxBodyBytes"] = "2048",
            ["Flows:DeadlineMilliseconds"] = "300",
            ["Flows:FallbackMessage"] = "Un momento",
            ["Flows:InvalidFormMessage"] = "Revisa",
            ["Flows:MaxConcurrentHandlers"] = "4",
            ["Retention:Events"] = "1",
            ["Retention:DeadLetters"] = "2",
            ["Retention:Messages"] = "3",
            ["Retention:ConversationEvents"] = "4",
            ["Retention:Conversations"] = "5",
            ["Retention:Referrals"] = "6",
            ["Retention:FlowExchanges"] = "7",
            ["Retention:Calls"] = "8",
            ["Platica:Secret"] = "now",
            ["Platica:PreviousSecret"] = "before",
            ["Platica:AllowUnsigned"] = "TRUE",
            ["Tables:Prefix"] = "v2",
        });

        Assert.Equal((2048, 300, 4), (settings.Receiver.MaxBodyBytes, settings.Flows.DeadlineMilliseconds, settings.Flows.MaxConcurrentHandlers));
        Assert.Equal(("Un momento", "Revisa"), (settings.Flows.FallbackMessage, settings.Flows.InvalidFormMessage));
        Assert.True(settings.Platica.AllowUnsigned);
        Assert.Equal("v2", settings.TablesPrefix);
        Assert.Equal(
            new RetentionOptions
            {
                Events = TimeSpan.FromDays(1),
                DeadLetters = TimeSpan.FromDays(2),
                Messages = TimeSpan.FromDays(3),
                ConversationEvents = TimeSpan.FromDays(4),
                Conversations = TimeSpan.FromDays(5),
                Referrals = TimeSpan.FromDays(6),
                FlowExchanges = TimeSpan.FromDays(7),
                Calls = TimeSpan.FromDays(8),
            },
            settings.Retention);
        var body = "{}"u8.ToArray();
        Assert.Equal(SignatureResult.Valid, settings.Platica.Secrets.Verify(WebhookSignature.Sign(body, "now"u8), body));
        Assert.Equal(SignatureResult.Valid, settings.Platica.Secrets.Verify(WebhookSignature.Sign(body, "before"u8), body));
    }

    [Theory]
    [InlineData("Receiver:MaxBodyBytes", "lots", "a whole number from 1 to 8388608")]
    [InlineData("Receiver:MaxBodyBytes", "0", "a whole number from 1 to 8388608")]
    [InlineData("Receiver:MaxBodyBytes", "8388609", "a whole number from 1 to 8388608")]
    [InlineData("Tables:Prefix", "v-2", "up to 20 letters and digits, a letter first, or not set; and none that makes one table's name of another's")]
    [InlineData("Flows:DeadlineMilliseconds", "701", "a whole number from 1 to 700")]
    [InlineData("Flows:DeadlineMilliseconds", "-1", "a whole number from 1 to 700")]
    [InlineData("Flows:MaxConcurrentHandlers", "1001", "a whole number from 1 to 1000")]
    [InlineData("Flows:MaxAge", "24", "hours, minutes and seconds such as 24:00:00, or 00:00:00 to switch it off")]
    [InlineData("Flows:MaxAge", "1.00:00:00", "hours, minutes and seconds such as 24:00:00, or 00:00:00 to switch it off")]
    [InlineData("Flows:MaxAge", "-24:00:00", "hours, minutes and seconds such as 24:00:00, or 00:00:00 to switch it off")]
    [InlineData("Flows:MaxAge", "24:60:00", "hours, minutes and seconds such as 24:00:00, or 00:00:00 to switch it off")]
    [InlineData("Retention:Events", "0", "a number of days from 1 to 36500, or not set to keep for ever")]
    [InlineData("Retention:Messages", "36501", "a number of days from 1 to 36500, or not set to keep for ever")]
    [InlineData("Retention:DeadLetters", "90 days", "a number of days from 1 to 36500, or not set to keep for ever")]
    [InlineData("Platica:AllowUnsigned", "s3cret", "true or false")]
    [InlineData("Whapi:SecretHeader", "X Hook", "a header's name, such as X-Webhook-Secret, or not set")]
    [InlineData("Whapi:PathSecret", "s3cret/more", "letters, digits and any of - . _ ~ that can be one segment of a URL, or not set")]
    [InlineData("Whapi:PreviousPathSecret", "s3cret%20", "letters, digits and any of - . _ ~ that can be one segment of a URL, or not set")]
    public void Read_refuses_what_makes_no_sense_and_names_the_setting_but_not_its_value(string name, string value, string allowed)
    {
        var problem = Assert.Throws<SettingException>(() => Read(new() { [name] = value }));

        Assert.Equal(name, problem.Setting);
        Assert.Equal(
            $"The setting {name} must be {allowed}. As an environment variable it is {name.Replace(":", "__", StringComparison.Ordinal)}.",
            problem.Message);
    }

    [Fact]
    public void Read_takes_the_secrets_of_Whapi()
    {
        var whapi = Read(new()
        {
            ["Whapi:Secret"] = "now",
            ["Whapi:PreviousSecret"] = "before",
            ["Whapi:SecretHeader"] = "Authorization",
            ["Whapi:PathSecret"] = "path-now",
            ["Whapi:PreviousPathSecret"] = "path-before",
        }).Whapi;

        Assert.Equal("Authorization", whapi.HeaderName);
        Assert.All(["now", "before"], secret => Assert.True(whapi.Header.Contains(secret)));
        Assert.All(["path-now", "path-before"], secret => Assert.True(whapi.Path.Contains(secret)));
    }

    [Fact]
    public void Read_takes_a_path_secret_that_was_not_resolved_for_what_it_is() =>
        Assert.True(Read(new() { ["Whapi:PathSecret"] = "@Microsoft.KeyVault(SecretUri=https://kv.example/secrets/whapi)" }).Whapi.Path.IsUnresolved);

    [Fact]
    public void Read_of_nothing_leaves_Whapi_off() => Assert.False(new WhapiProvider(Read([]).Whapi).IsEnabled);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, 24d, 24d)]
    [InlineData("", 24d, 24d)]
    [InlineData("24:00:00", null, 24d)]
    [InlineData("1:30:00", 24d, 1.5)]
    [InlineData("720:00:00", 24d, 720d)]
    [InlineData("00:00:00", 24d, null)]
    public void Read_takes_hours_for_what_they_are_and_knows_what_the_home_wants(string? value, double? homeHours, double? hours)
    {
        var home = homeHours is { } wanted ? TimeSpan.FromHours(wanted) : (TimeSpan?)null;

        var settings = PipelineSettings.Read(name => name == "Flows:MaxAge" ? value : null, flowMaxAge: home);

        Assert.Equal(hours, settings.Flows.MaxAge?.TotalHours);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void What_a_deployment_left_blank_counts_as_not_set(string blank)
    {
        var settings = Read(new()
        {
            ["Receiver:MaxBodyBytes"] = blank,
            ["Flows:FallbackMessage"] = blank,
            ["Platica:Secret"] = blank,
            ["Platica:AllowUnsigned"] = blank,
        });

        Assert.Equal(1024 * 1024, settings.Receiver.MaxBodyBytes);
        Assert.Equal("No pudimos continuar. Inténtalo de nuevo.", settings.Flows.FallbackMessage);
        Assert.False(settings.Platica.Secrets.Any);
    }

    [Fact]
    public void A_Key_Vault_reference_that_was_not_resolved_is_no_error_but_a_problem_to_show()
    {
        var settings = Read(new() { ["Platica:Secret"] = "@Microsoft.KeyVault(VaultName=v;SecretName=s)" });

        Assert.Equal("the Key Vault reference in Platica__Secret was not resolved", new PlaticaProvider(settings.Platica).ConfigurationProblem);
    }

    [Theory]
    [InlineData("now", null, true, null)]
    [InlineData(null, "before", true, null)]
    [InlineData("", " ", false, "no secret set")]
    [InlineData("@Microsoft.KeyVault(VaultName=v;SecretName=s)", null, true, "the Key Vault reference in Watsi__Secret was not resolved")]
    public void Watsi_is_off_until_it_has_a_secret(string? secret, string? previous, bool enabled, string? problem)
    {
        var settings = Read(new() { ["Watsi:Secret"] = secret, ["Watsi:PreviousSecret"] = previous, ["Platica:Secret"] = "of Platica" });

        var provider = new WatsiProvider(settings.Watsi);

        Assert.Equal((enabled, problem), (provider.IsEnabled, provider.ConfigurationProblem));
    }

    [Fact]
    public void AddProviders_registers_each_once_whatever_is_configured()
    {
        var providers = new ServiceCollection().AddProviders(Read([])).BuildServiceProvider().GetServices<IWebhookProvider>().ToList();

        Assert.Equal(providers.Select(provider => provider.Name).Distinct(), providers.Select(provider => provider.Name));
        Assert.Equal(["platica"], providers.Where(provider => provider.IsEnabled).Select(provider => provider.Name));
        Assert.Contains(providers, provider => provider.Name == "watsi");
    }

    [Fact]
    public void Required_names_a_setting_that_is_not_there()
    {
        var problem = Assert.Throws<SettingException>(() => new SettingReader(_ => null).Required("ServiceBus:QueueName", "the name of a queue"));

        Assert.StartsWith("The setting ServiceBus:QueueName must be the name of a queue.", problem.Message, StringComparison.Ordinal);
    }

    private static PipelineSettings Read(Dictionary<string, string?> settings) => PipelineSettings.Read(settings.GetValueOrDefault);
}

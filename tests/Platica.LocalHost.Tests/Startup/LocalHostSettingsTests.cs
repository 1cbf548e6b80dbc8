using Microsoft.Extensions.Configuration;
using Platica.Processing.Settings;

namespace Platica.LocalHost.Tests.Startup;

public sealed class LocalHostSettingsTests
{
    [Fact]
    public void Read_of_nothing_gives_the_documented_defaults()
    {
        var options = Read();

        Assert.Equal(("http://localhost:7071/", "http://localhost:7072/"), (options.ReceiverUrl.ToString(), options.AdminUrl.ToString()));
        Assert.Equal((1024 * 1024, 450), (options.Receiver.MaxBodyBytes, options.Flows.DeadlineMilliseconds));
        Assert.Equal((null, null, false), (options.Secret, options.PreviousSecret, options.AllowUnsigned));
        Assert.Equal("platica", Path.GetFileName(options.Data.Path));
    }

    [Fact]
    public void Read_takes_what_the_environment_says()
    {
        var options = Read(settings: new()
        {
            ["Platica:Secret"] = "now",
            ["Platica:PreviousSecret"] = "before",
            ["Platica:AllowUnsigned"] = "true",
            ["Receiver:MaxBodyBytes"] = "2048",
            ["Flows:DeadlineMilliseconds"] = "300",
            ["Flows:FallbackMessage"] = "Un momento",
        });

        Assert.Equal(("now", "before", true), (options.Secret, options.PreviousSecret, options.AllowUnsigned));
        Assert.Equal(2048, options.Receiver.MaxBodyBytes);
        Assert.Equal((300, "Un momento"), (options.Flows.DeadlineMilliseconds, options.Flows.FallbackMessage));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("7071")]
    [InlineData("localhost:7071")]
    [InlineData("https://localhost:7071")]
    [InlineData("http://localhost:7071/below")]
    [InlineData("http://localhost:7071/?query")]
    [InlineData("http://user@localhost:7071")]
    [InlineData("http://localhost:7071;http://localhost:8071")]
    [InlineData("http://localhost:99999")]
    public void Read_refuses_what_is_not_one_plain_address(string url)
    {
        Assert.Contains("--urls must be one address", Refusal(urls: url), StringComparison.Ordinal);
        Assert.Contains("--admin-urls must be one address", Refusal(adminUrls: url), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:7072")]
    [InlineData("http://[::]:7072")]
    [InlineData("http://192.168.1.5:7072")]
    [InlineData("http://evil.example:7072")]
    [InlineData("http://localhost.evil.example:7072")]
    [InlineData("http://127.0.0.1.evil.example:7072")]
    public void Read_refuses_an_address_of_the_read_API_that_others_could_reach(string url)
    {
        Assert.Contains("--admin-urls must be an address of this machine itself", Refusal(adminUrls: url), StringComparison.Ordinal);
        Assert.Equal(url + "/", Read(urls: url).ReceiverUrl.ToString());
    }

    [Theory]
    [InlineData("http://localhost:7072")]
    [InlineData("http://127.0.0.1:7072")]
    [InlineData("http://127.0.0.2:7072")]
    [InlineData("http://[::1]:7072")]
    public void Read_takes_any_address_of_this_machine_for_the_read_API(string url) =>
        Assert.Equal(url + "/", Read(adminUrls: url).AdminUrl.ToString());

    [Theory]
    [InlineData("Receiver:MaxBodyBytes", "abc")]
    [InlineData("Receiver:MaxBodyBytes", "0")]
    [InlineData("Receiver:MaxBodyBytes", "-1")]
    [InlineData("Receiver:MaxBodyBytes", "1.5")]
    [InlineData("Receiver:MaxBodyBytes", "99999999999")]
    [InlineData("Flows:DeadlineMilliseconds", "soon")]
    [InlineData("Platica:AllowUnsigned", "yes")]
    public void Read_refuses_a_setting_that_makes_no_sense_and_names_it(string name, string value) =>
        Assert.Equal(name, Assert.Throws<SettingException>(() => Read(settings: new() { [name] = value })).Setting);

    [Fact]
    public void Read_refuses_a_folder_without_a_name() => Assert.Equal("--data must name a folder.", Refusal(data: ""));

    private static string Refusal(string? urls = null, string? adminUrls = null, string? data = null) =>
        Assert.Throws<StartupException>(() => Read(urls, adminUrls, data)).Message;

    private static LocalHostOptions Read(
        string? urls = null, string? adminUrls = null, string? data = null, Dictionary<string, string?>? settings = null) =>
        LocalHostSettings.Read(urls, adminUrls, data, new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build());
}

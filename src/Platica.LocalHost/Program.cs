using System.CommandLine;
using Platica.Flows;
using Platica.LocalHost;
using Platica.LocalHost.Data;
using Platica.LocalHost.Terminal;
using Platica.Processing.Events;
using Platica.Processing.Settings;

var urls = new Option<string?>("--urls")
{
    Description = "Where webhooks and health are served; a tunnel may point here. Default http://localhost:7071",
};
var adminUrls = new Option<string?>("--admin-urls")
{
    Description = "Where the read API is served, for this machine only. Default http://localhost:7072",
};
var data = new Option<string?>("--data")
{
    Description = $"The folder for the journal and the signing secret. Default {DataFolder.Default}",
};
var command = new RootCommand("Receives the webhooks of Platica, Watsi and Whapi.Cloud on this machine: checks signatures, answers Flows, keeps conversations, messages and clients.")
{
    urls, adminUrls, data,
};
command.SetAction(async parsed =>
{
    try
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        await RunAsync(LocalHostSettings.Read(parsed.GetValue(urls), parsed.GetValue(adminUrls), parsed.GetValue(data), configuration));
        return 0;
    }
    catch (Exception problem) when (problem is StartupException or SettingException or FlowSetupException or EventHandlerSetupException or ArgumentException)
    {
        await Console.Error.WriteLineAsync(problem.Message);
        return 1;
    }
    catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
    {
        await Console.Error.WriteLineAsync($"The data folder cannot be used: {problem.Message} Choose another one with --data.");
        return 1;
    }
});
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

static async Task RunAsync(LocalHostOptions options)
{
    options.Data.Create();
    var isNewSecret = false;
    var secretSource = "set by Platica__Secret";
    if (options.Secret is null && options.AllowUnsigned)
    {
        secretSource = "none: unsigned deliveries are accepted (Platica__AllowUnsigned)";
    }
    else if (options.Secret is null)
    {
        (var secret, isNewSecret) = KeyFile.ReadOrCreate(options.Data.SecretFile, "signing secret");
        options = options with { Secret = secret };
        secretSource = options.Data.SecretFile;
    }

    await using var application = await LocalHostApplication.StartAsync(options, Console.Out);
    options.Data.WriteEndpoints(application.Endpoints);
    Banner.Print(Console.Out, application.Endpoints, application.Providers, options.Data, application.Recovery, isNewSecret ? options.Secret : null, secretSource);
    await application.WaitForStopAsync();
    Console.WriteLine("Stopping: what was accepted is safe.");
}

using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platica.Flows;
using Platica.Functions;
using Platica.Processing.Events;
using Platica.Processing.Settings;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.Services.AddFunctionsHome(builder.Configuration);
    using var host = builder.Build();

    // What the business set up wrong must show now, not when the first person waits.
    host.Services.GetRequiredService<IFlowResponder>();
    host.Services.GetRequiredService<IEventDispatcher>();
    await host.RunAsync();
    return 0;
}
catch (Exception problem) when (problem is SettingException or FlowSetupException or EventHandlerSetupException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}

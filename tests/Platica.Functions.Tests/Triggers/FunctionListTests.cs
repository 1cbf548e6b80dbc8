using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Platica.Functions.Triggers;

namespace Platica.Functions.Tests.Triggers;

/// <summary>What the host is told of the functions: it reads nothing else of them.</summary>
public sealed class FunctionListTests
{
    private static readonly string[] Names = ["drain-fallback", "health", "maintain", "operate", "process-events", "read", "receive-webhook", "record-dead-letters"];

    private static readonly MethodInfo[] Functions =
    [
        .. typeof(ReceiveWebhookFunction).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    [Fact]
    public void These_are_the_functions_and_their_names_are_lower_case() => Assert.Equal(Names, Functions.Select(NameOf).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_host_is_told_of_exactly_these()
    {
        var provider = Assert.Single(
            typeof(ReceiveWebhookFunction).Assembly.GetTypes(), type => type.IsClass && type.IsAssignableTo(typeof(IFunctionMetadataProvider)));

        var told = await ((IFunctionMetadataProvider)Activator.CreateInstance(provider)!).GetFunctionMetadataAsync(AppContext.BaseDirectory);

        Assert.Equal(Names, told.Select(function => function.Name!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("receive-webhook", AuthorizationLevel.Anonymous, "webhooks/{provider}/{*path}")]
    [InlineData("health", AuthorizationLevel.Anonymous, "health")]
    [InlineData("read", AuthorizationLevel.Function, "{*path:regex(^(?!webhooks|health|operations))}")]
    [InlineData("operate", AuthorizationLevel.Admin, "operations/{*path}")]
    public void Only_the_webhook_and_health_are_open_to_everybody(string function, AuthorizationLevel level, string route)
    {
        var trigger = TriggerOf<HttpTriggerAttribute>(function);

        Assert.Equal((level, route), (trigger.AuthLevel, trigger.Route));
    }

    [Theory]
    [InlineData("receive-webhook")]
    [InlineData("operate")]
    public void These_take_every_method_and_say_which_is_right(string function) => Assert.Null(TriggerOf<HttpTriggerAttribute>(function).Methods);

    [Theory]
    [InlineData("read")]
    [InlineData("health")]
    public void The_others_only_read(string function) => Assert.Equal(["get", "head"], TriggerOf<HttpTriggerAttribute>(function).Methods!);

    [Theory]
    [InlineData("process-events", "%ServiceBusQueueName%", true)]
    [InlineData("record-dead-letters", "%ServiceBusQueueName%/$DeadLetterQueue", false)]
    public void Messages_are_settled_by_the_function_and_nobody_else(string function, string queue, bool isBatched)
    {
        var trigger = TriggerOf<ServiceBusTriggerAttribute>(function);

        Assert.Equal((queue, "ServiceBusConnection", isBatched, false), (trigger.QueueName, trigger.Connection, trigger.IsBatched, trigger.AutoCompleteMessages));
    }

    [Fact]
    public void The_fallback_is_drained_every_minute() => Assert.Equal("0 * * * * *", TriggerOf<TimerTriggerAttribute>("drain-fallback").Schedule);

    [Fact]
    public void Maintenance_runs_every_hour() => Assert.Equal("0 17 * * * *", TriggerOf<TimerTriggerAttribute>("maintain").Schedule);

    private static string NameOf(MethodInfo function) => function.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static T TriggerOf<T>(string function)
        where T : Attribute =>
        Functions.Single(method => NameOf(method) == function).GetParameters().Select(parameter => parameter.GetCustomAttribute<T>()).OfType<T>().Single();
}

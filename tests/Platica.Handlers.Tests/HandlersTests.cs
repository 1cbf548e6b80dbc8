using Platica.Flows.Testing;

namespace Platica.Handlers.Tests;

public sealed class HandlersTests
{
    [Fact]
    public async Task Whatever_the_screens_ask_is_answered()
    {
        await using var phone = FlowTester.For(services => services.AddHandlers());

        Assert.Empty(phone.Warnings);
    }
}

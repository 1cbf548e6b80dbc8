using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Terminal;

namespace Platica.LocalHost.Tests.Terminal;

public sealed class PlainLogFormatterTests
{
    [Theory]
    [InlineData("message.created", null, "Warning: The queue did not take message.created\n")]
    [InlineData("\u001b[2Jmessage\r\ncreated", null, "Warning: The queue did not take \uFFFD[2Jmessage\uFFFD\uFFFDcreated\n")]
    [InlineData("right\u202Eleft", null, "Warning: The queue did not take right\uFFFDleft\n")]
    [InlineData("e", "No space\u0007", "Warning: The queue did not take e (IOException: No space\uFFFD)\n")]
    public void An_entry_is_one_line_that_moves_nothing_on_the_terminal(string eventName, string? problem, string expected)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var entry = new LogEntry<string>(
            LogLevel.Warning, "category", new EventId(1), eventName, problem is null ? null : new IOException(problem), (name, _) => $"The queue did not take {name}");

        new PlainLogFormatter().Write(entry, scopeProvider: null, output);

        Assert.Equal(expected, output.ToString());
    }
}

using System.Text;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>A terminal of a host in this process.</summary>
internal sealed class PrintedLinesWriter(PrintedLines lines) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => lines.Add(value ?? string.Empty);

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}

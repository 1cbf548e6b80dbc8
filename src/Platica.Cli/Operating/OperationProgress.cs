namespace Platica.Cli.Operating;

/// <summary>How far an operation is: on a terminal one line that is written over and at the end wiped away, else a line now and then.</summary>
internal sealed class OperationProgress(CliHost host, string name) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long _shownAt = host.Clock.GetTimestamp();
    private string _shown = "";

    /// <summary>Tells how far it is.</summary>
    public void Show(OperationCounts counts)
    {
        var text = $"{name}: {counts} …";
        if (host.ErrorIsTerminal)
        {
            Overwrite(text);
        }
        else if (host.Clock.GetElapsedTime(_shownAt) >= Pause)
        {
            _shownAt = host.Clock.GetTimestamp();
            host.Error.WriteLine(text);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Overwrite("");

    private void Overwrite(string text)
    {
        if (text != _shown)
        {
            host.Error.Write($"\r{text.PadRight(_shown.Length)}{(text.Length == 0 ? "\r" : "")}");
            host.Error.Flush();
            _shown = text;
        }
    }
}

namespace Platica.Cli.Output;

/// <summary>How far something is: on a terminal one line that is written over and at the end wiped away, else a line now and then.</summary>
internal sealed class StatusLine(CliHost host) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long _shownAt = host.Clock.GetTimestamp();
    private string _shown = "";

    /// <summary>Shows a text; an empty one wipes the line away.</summary>
    public void Show(string text)
    {
        if (host.ErrorIsTerminal)
        {
            Overwrite(text);
        }
        else if (text.Length > 0 && host.Clock.GetElapsedTime(_shownAt) >= Pause)
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

using Platica.LocalHost.Tests.Journaling;

namespace Platica.LocalHost.Tests.Durability;

/// <summary>Holds every flush of a file to the device until it is let go.</summary>
internal sealed class GatedFlushes : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MemoryJournalFile _file;
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _allowed = new(0);

    public GatedFlushes(MemoryJournalFile file)
    {
        _file = file;
        _file.OnFlush = () =>
        {
            _begun.Release();
            _allowed.Wait();
        };
    }

    /// <summary>Waits until the next flush hangs.</summary>
    public async Task BegunAsync() => Assert.True(await _begun.WaitAsync(Patience));

    /// <summary>Lets one flush return.</summary>
    public void LetOneReturn() => _allowed.Release();

    public void Dispose()
    {
        _file.OnFlush = () => { };
        _allowed.Release();
    }
}

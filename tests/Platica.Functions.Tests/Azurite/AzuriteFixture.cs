using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Platica.Functions.Tests.Azurite;

/// <summary>An Azurite of its own: in memory, on ports that are free, gone afterwards.</summary>
public sealed partial class AzuriteFixture : IAsyncLifetime
{
    // Azurite's account and key are the same everywhere and published: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<int> _blobPort = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _tablePort = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <summary>How clients find it.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task InitializeAsync()
    {
        if (AzuriteInstallation.Command is not { } command)
        {
            return;
        }

        _process = Process.Start(new ProcessStartInfo(command)
        {
            ArgumentList =
            {
                "--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            var (blobs, tables) = (await _blobPort.Task.WaitAsync(Patience), await _tablePort.Task.WaitAsync(Patience));
            ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
                + $"BlobEndpoint=http://127.0.0.1:{blobs}/{Account};TableEndpoint=http://127.0.0.1:{tables}/{Account};";
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"Azurite did not start: {_output}");
        }
    }

    /// <summary>Ends it.</summary>
    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        var listening = Listening().Match(line ?? string.Empty);
        if (listening.Success)
        {
            var port = listening.Groups["service"].Value == "Blob" ? _blobPort : _tablePort;
            port.TrySetResult(int.Parse(listening.Groups["port"].ValueSpan, provider: null));
        }
    }

    [GeneratedRegex(@"Azurite (?<service>Blob|Table) service (is )?successfully listen(s|ing) (at|on) https?://[^:]+:(?<port>\d+)")]
    private static partial Regex Listening();
}

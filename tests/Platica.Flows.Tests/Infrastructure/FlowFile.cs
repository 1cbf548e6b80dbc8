namespace Platica.Flows.Tests.Infrastructure;

/// <summary>A Flow JSON on the disk for as long as a test needs it.</summary>
internal sealed class FlowFile : IDisposable
{
    public FlowFile(string json) => File.WriteAllText(Path, json);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.flow.json");

    public void Dispose() => File.Delete(Path);
}

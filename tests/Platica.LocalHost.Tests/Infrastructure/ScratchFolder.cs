namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>A path of a folder that does not exist yet, and goes with the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"platica-{Guid.NewGuid():N}");

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Puts a file into it.</summary>
    public string Write(string name, string content)
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}

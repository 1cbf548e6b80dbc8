using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platica.LocalHost.Data;

/// <summary>Where one LocalHost keeps its files, and where the command line finds them.</summary>
internal sealed class DataFolder(string path)
{
    /// <summary>The folder, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The signing secret: one line of text, readable by its owner only.</summary>
    public string SecretFile => System.IO.Path.Combine(Path, "secret");

    /// <summary>The key that operations ask for, kept like the secret.</summary>
    public string OperationsKeyFile => System.IO.Path.Combine(Path, "operations-key");

    /// <summary>The key under which erased persons are remembered, kept like the secret.</summary>
    public string ErasureKeyFile => System.IO.Path.Combine(Path, "erasure-key");

    /// <summary>Every accepted delivery.</summary>
    public string JournalFile => System.IO.Path.Combine(Path, "deliveries.journal");

    /// <summary>The addresses of the LocalHost that last started here.</summary>
    public string EndpointsFile => System.IO.Path.Combine(Path, "localhost.json");

    /// <summary>The folder used when <c>--data</c> is not given: <c>platica</c> in the user's local application data.</summary>
    public static string Default => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "platica");

    /// <summary>Makes the folder if need be, for its owner only: it is full of customers' messages.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The secret, or null when none was made yet.</summary>
    public string? ReadSecret() => ReadKey(SecretFile);

    /// <summary>The operations key, or null when none was made yet.</summary>
    public string? ReadOperationsKey() => ReadKey(OperationsKeyFile);

    /// <summary>The line in a file that holds a secret, or null when it is not there yet.</summary>
    public static string? ReadKey(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;

    /// <summary>The addresses, or null when no LocalHost has started here yet.</summary>
    public LocalEndpoints? ReadEndpoints()
    {
        if (!File.Exists(EndpointsFile))
        {
            return null;
        }

        using var file = File.OpenRead(EndpointsFile);
        return JsonSerializer.Deserialize(file, LocalEndpointsJson.Default.LocalEndpoints);
    }

    /// <summary>Notes the addresses for the command line.</summary>
    public void WriteEndpoints(LocalEndpoints endpoints) =>
        File.WriteAllBytes(EndpointsFile, JsonSerializer.SerializeToUtf8Bytes(endpoints, LocalEndpointsJson.Default.LocalEndpoints));
}

/// <summary>The addresses a LocalHost listens on.</summary>
/// <param name="Receiver">Webhooks and health, such as <c>http://localhost:7071</c>.</param>
/// <param name="Admin">The read API, such as <c>http://localhost:7072</c>.</param>
internal sealed record LocalEndpoints(Uri Receiver, Uri Admin);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LocalEndpoints))]
internal sealed partial class LocalEndpointsJson : JsonSerializerContext;

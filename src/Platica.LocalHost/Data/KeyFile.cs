using System.Security.Cryptography;

namespace Platica.LocalHost.Data;

/// <summary>Makes a secret once and keeps it, one line of text, in a file that only its owner can read.</summary>
internal static class KeyFile
{
    private const int KeyBytes = 32;

    /// <summary>The secret in the file, and whether it was made just now.</summary>
    /// <param name="path">The file, in a folder that is there.</param>
    /// <param name="name">What it is, for messages: <c>signing secret</c>.</param>
    /// <exception cref="StartupException">The file is empty, or cannot be read or written.</exception>
    public static (string Key, bool IsNew) ReadOrCreate(string path, string name)
    {
        try
        {
            if (DataFolder.ReadKey(path) is { } key)
            {
                return key.Length > 0 ? (key, false) : throw new StartupException($"{path} is empty. Put the {name} there, or delete the file to have one made.");
            }

            return (Create(path), true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The {name} at {path} cannot be read or written: {problem.Message} Choose another folder with --data.", problem);
        }
    }

    private static string Create(string path)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(key);
        return key;
    }
}

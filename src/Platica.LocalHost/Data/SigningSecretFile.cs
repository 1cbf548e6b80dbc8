using System.Security.Cryptography;

namespace Platica.LocalHost.Data;

/// <summary>Makes the signing secret once and keeps it in a file that only its owner can read.</summary>
internal static class SigningSecretFile
{
    private const int SecretBytes = 32;

    /// <summary>The secret in the folder, and whether it was made just now.</summary>
    /// <exception cref="StartupException">The file cannot be read or written.</exception>
    public static (string Secret, bool IsNew) ReadOrCreate(DataFolder data)
    {
        try
        {
            if (data.ReadSecret() is { } secret)
            {
                return secret.Length > 0 ? (secret, false) : throw new StartupException($"{data.SecretFile} is empty. Put the webhook's secret there, or delete the file to have one made.");
            }

            return (Create(data.SecretFile), true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The signing secret at {data.SecretFile} cannot be read or written: {problem.Message} Choose another folder with --data.", problem);
        }
    }

    private static string Create(string path)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(secret);
        return secret;
    }
}

namespace Platica.Cli;

/// <summary>Command lines that can be pasted as they are printed.</summary>
internal static class Invocation
{
    /// <summary>How this program is started from the repository.</summary>
    public const string Prefix = "dotnet run --project src/Platica.Cli --";

    /// <summary>How LocalHost is started from the repository.</summary>
    public const string StartLocalHost = "dotnet run --project src/Platica.LocalHost";

    /// <summary>A whole command line; options without a value are left out.</summary>
    public static string For(IEnumerable<string> words, IEnumerable<(string Option, string? Value)> options) => string.Join(' ',
    [
        Prefix,
        .. words.Select(Quote),
        .. options.Where(option => option.Value is not null).Select(option => $"{option.Option} {Quote(option.Value!)}"),
    ]);

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=@+".Contains(character))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

namespace Platica.Cli.Input;

/// <summary>A signing secret.</summary>
/// <param name="Key">Its bytes, never empty.</param>
/// <param name="Source">Where it was found: an option, a variable or a file. Never the secret itself.</param>
internal sealed record FoundSecret(byte[] Key, string Source);

namespace Platica.Cli.Checking;

/// <summary>A receiver that has no signing secret.</summary>
internal static class NoSecret
{
    /// <summary>What to do about it.</summary>
    public const string Advice = "Set Platica__Secret there. In Azure it is a Key Vault reference: restart the app where it was not resolved yet.";
}

namespace Platica.Processing.Settings;

/// <summary>A setting that makes no sense. The message names it and says what is allowed; it never quotes the value, which may be a secret.</summary>
public sealed class SettingException : Exception
{
    /// <summary>The setting's name, as <c>Receiver:MaxBodyBytes</c>, and what it must be.</summary>
    public SettingException(string name, string allowed)
        : base($"The setting {name} must be {allowed}. As an environment variable it is {EnvironmentNameOf(name)}.") => Setting = name;

    /// <summary>The setting's name, as <c>Receiver:MaxBodyBytes</c>.</summary>
    public string Setting { get; }

    private static string EnvironmentNameOf(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}

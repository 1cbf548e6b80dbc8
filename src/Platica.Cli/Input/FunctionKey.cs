namespace Platica.Cli.Input;

/// <summary>What the read API of a deployment, or its operations, want to see. No record: those print what they hold.</summary>
/// <param name="value">The key itself.</param>
/// <param name="source">Where it was found: an option or a variable. Never the key itself.</param>
internal sealed class FunctionKey(string value, string source)
{
    /// <summary>For the header <c>x-functions-key</c>, and for nothing else.</summary>
    public string Value => value;

    /// <summary>Where it was found.</summary>
    public string Source => source;
}

namespace Platica.Cli.Input;

/// <summary>One of the keys that a deployment asks for.</summary>
/// <param name="Name">What it is called: <c>function key</c>.</param>
/// <param name="Variable">The environment variable that holds it.</param>
/// <param name="PrintCommand">What prints it.</param>
/// <param name="AtLocalHost">Why nobody gives it to LocalHost.</param>
internal sealed record KeyKind(string Name, string Variable, string PrintCommand, string AtLocalHost)
{
    /// <summary>For the read API.</summary>
    public static KeyKind Reading { get; } = new("function key", "PLATICA_KEY", Print("functionKeys.default"), "LocalHost asks for no key");

    /// <summary>For operations: who may read must not therefore be able to send, drop or erase.</summary>
    public static KeyKind Operations { get; } = new(
        "master key", "PLATICA_OPERATIONS_KEY", Print("masterKey"), "LocalHost's key is found in its data folder");

    private static string Print(string query) => $"az functionapp keys list --resource-group <group> --name <app> --query {query} --output tsv";
}

namespace Platica.Cli.Input;

/// <summary>Where a command's questions or operations go.</summary>
/// <param name="Address">LocalHost's admin address, or a deployment.</param>
/// <param name="Key">What it asks for; null where it asks for none, or none is given.</param>
internal sealed record Site(Uri Address, FunctionKey? Key = null);

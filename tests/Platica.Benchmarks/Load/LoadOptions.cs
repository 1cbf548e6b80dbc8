namespace Platica.Benchmarks.Load;

/// <summary>What a load run was asked for; what is null is the scenario's own.</summary>
/// <param name="Seconds">How long each server is measured.</param>
/// <param name="Rate">Flow exchanges in a second; signed messages in abuse.</param>
/// <param name="Flood">Ordinary events in a second; unsigned calls in abuse.</param>
internal sealed record LoadOptions(int? Seconds, int? Rate, int? Flood);

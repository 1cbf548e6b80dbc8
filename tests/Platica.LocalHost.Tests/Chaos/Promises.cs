namespace Platica.LocalHost.Tests.Chaos;

/// <summary>What had been promised at some moment.</summary>
/// <param name="Accepted">The bodies that somebody was told are safe, in their order.</param>
/// <param name="Settled">The bodies whose handlers have run; they need not run again.</param>
internal sealed record Promises(IReadOnlyList<string> Accepted, IReadOnlyList<string> Settled);

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>Tests that run when no other does: they listen to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}

namespace Platica.Functions.Tests.Azurite;

/// <summary>The tests of this class, inherited ones too, are skipped where there is no Azurite.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAzuriteAttribute : Attribute;

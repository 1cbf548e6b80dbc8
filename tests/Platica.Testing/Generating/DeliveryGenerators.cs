namespace Platica.Testing.Generating;

/// <summary>The generators of every provider.</summary>
public static class DeliveryGenerators
{
    /// <summary>Platica's.</summary>
    public static IDeliveryGenerator Platica { get; } = new PlaticaGenerator();

    /// <summary>Watsi's.</summary>
    public static IDeliveryGenerator Watsi { get; } = new WatsiGenerator();

    /// <summary>Whapi.Cloud's.</summary>
    public static IDeliveryGenerator Whapi { get; } = new WhapiGenerator();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IDeliveryGenerator> All => Generators;

    private static readonly IDeliveryGenerator[] Generators = [Platica, Watsi, Whapi];

    /// <summary>The place of one among all.</summary>
    public static int IndexOf(IDeliveryGenerator generator) => Array.IndexOf(Generators, generator);

    /// <summary>One by its provider's name.</summary>
    public static IDeliveryGenerator Of(string provider) => All.Single(one => one.Provider.Name == provider);
}

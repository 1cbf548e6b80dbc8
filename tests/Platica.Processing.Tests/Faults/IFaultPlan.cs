namespace Platica.Processing.Tests.Faults;

/// <summary>Decides what goes wrong, and when.</summary>
internal interface IFaultPlan
{
    /// <summary>What happens to the next call.</summary>
    Fault NextCall();

    /// <summary>Whether the next settlement is lost: everything is stored, yet the delivery comes again.</summary>
    bool LosesNextSettlement();
}

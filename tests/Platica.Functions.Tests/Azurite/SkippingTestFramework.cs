using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Platica.Functions.Tests.Azurite.SkippingTestFramework", "Platica.Functions.Tests")]

namespace Platica.Functions.Tests.Azurite;

/// <summary>
/// xunit's own, but for <see cref="NeedsAzuriteAttribute"/>: a contract's tests are written once for all stores, so the reason to skip
/// them cannot stand at the test, only at the class that derives from the contract.
/// </summary>
public sealed class SkippingTestFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    /// <inheritdoc/>
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkDiscoverer(assembly, sources, diagnostics)
    {
        protected override bool FindTestsForMethod(
            ITestMethod testMethod, bool includeSourceInformation, IMessageBus messageBus, ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            var isSkipped = AzuriteInstallation.Missing is not null
                && testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAzuriteAttribute)).Any()
                && testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Any();
            return isSkipped
                ? ReportDiscoveredTestCase(SkippedTestCase.Of(testMethod, diagnosticMessages: DiagnosticMessageSink), includeSourceInformation, messageBus)
                : base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
        }
    }
}

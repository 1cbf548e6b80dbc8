using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Platica.Functions.Tests.Azurite;

/// <summary>A test that is not run because Azurite is missing; a theory counts once.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    /// <summary>For xunit, which restores it in another process.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For xunit only.")]
    public SkippedTestCase()
    {
    }

    private SkippedTestCase(ITestMethod test, IMessageSink diagnosticMessages)
        : base(diagnosticMessages, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, test)
    {
    }

    internal static SkippedTestCase Of(ITestMethod test, IMessageSink diagnosticMessages) => new(test, diagnosticMessages);

    /// <inheritdoc/>
    protected override string GetSkipReason(IAttributeInfo factAttribute) => AzuriteInstallation.Missing ?? base.GetSkipReason(factAttribute);
}

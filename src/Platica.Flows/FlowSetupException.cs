namespace Platica.Flows;

/// <summary>
/// A Flow that was registered wrongly. Thrown while the host starts; the message names the Flow, the screen and the parameter.
/// </summary>
public sealed class FlowSetupException : InvalidOperationException
{
    /// <summary>A Flow that was registered wrongly.</summary>
    public FlowSetupException()
    {
    }

    /// <summary>A Flow that was registered wrongly.</summary>
    /// <param name="message">What is wrong with which Flow.</param>
    public FlowSetupException(string message)
        : base(message)
    {
    }

    /// <summary>A Flow that was registered wrongly.</summary>
    /// <param name="message">What is wrong with which Flow.</param>
    /// <param name="innerException">What went wrong first.</param>
    public FlowSetupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

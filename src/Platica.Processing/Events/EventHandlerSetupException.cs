namespace Platica.Processing.Events;

/// <summary>An event handler that was registered wrongly. Thrown while the host starts; the message names the handler and the parameter.</summary>
public sealed class EventHandlerSetupException : InvalidOperationException
{
    /// <summary>An event handler that was registered wrongly.</summary>
    public EventHandlerSetupException()
    {
    }

    /// <summary>An event handler that was registered wrongly.</summary>
    /// <param name="message">What is wrong with which handler.</param>
    public EventHandlerSetupException(string message)
        : base(message)
    {
    }

    /// <summary>An event handler that was registered wrongly.</summary>
    /// <param name="message">What is wrong with which handler.</param>
    /// <param name="innerException">What went wrong first.</param>
    public EventHandlerSetupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

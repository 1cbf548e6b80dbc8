namespace Platica.Processing.Tests.Cloud;

/// <summary>What a process calls over the network.</summary>
internal enum CloudService
{
    /// <summary>Table Storage.</summary>
    Tables,

    /// <summary>Blob Storage.</summary>
    Blobs,

    /// <summary>Service Bus.</summary>
    Broker,

    /// <summary>The business's own event handlers: they may be cut off by a crash like any call.</summary>
    Handlers,

    /// <summary>Nobody: it only goes on.</summary>
    Itself,
}

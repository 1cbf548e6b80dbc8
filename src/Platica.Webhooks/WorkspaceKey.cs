namespace Platica.Webhooks;

/// <summary>Names a workspace across providers, so that two providers never meet in one partition by accident.</summary>
public static class WorkspaceKey
{
    /// <summary>The provider's name, a dot, the provider's workspace id: <c>platica.ws_456</c>.</summary>
    public static string Of(Delivery delivery, Envelope envelope) => $"{delivery.Provider}.{envelope.WorkspaceId}";
}

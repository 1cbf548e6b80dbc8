namespace Platica.Webhooks;

/// <summary>Names a workspace across providers, so that two providers never meet in one partition by accident.</summary>
public static class WorkspaceKey
{
    /// <summary>Stands between the provider's name, which has none, and the workspace's id.</summary>
    public const char Separator = '.';

    /// <summary>The provider's name, a dot, the provider's workspace id: <c>platica.ws_456</c>.</summary>
    public static string Of(Delivery delivery, Envelope envelope) => $"{delivery.Provider}{Separator}{envelope.WorkspaceId}";

    /// <summary>The provider that a workspace is of.</summary>
    public static string ProviderOf(string workspace) => workspace.Split(Separator, 2)[0];
}

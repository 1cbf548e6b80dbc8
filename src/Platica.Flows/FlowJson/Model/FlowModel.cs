using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>What a Flow JSON says, as far as it can be understood.</summary>
internal sealed class FlowModel
{
    /// <summary>The screen that ends a Flow; no Flow JSON may use its name.</summary>
    public const string Success = "SUCCESS";

    private readonly Dictionary<string, FlowScreen> _byId = new(StringComparer.Ordinal);

    public FlowModel(FlowNode root)
    {
        Root = root;
        Screens = [.. (root.Find("screens")?.Items ?? []).Where(item => item.Kind == FlowNodeKind.Object).Select(item => new FlowScreen(item))];
        foreach (var screen in Screens.Where(screen => screen.Id.Length > 0))
        {
            _byId.TryAdd(screen.Id, screen);
        }

        Routing = new FlowRouting(this);
    }

    public FlowNode Root { get; }

    /// <summary>The version of Flow JSON; null where there is none or no such thing as "7.1".</summary>
    public Version? Version => Version.TryParse(Root.FindText("version"), out var version) ? version : null;

    /// <summary>Whether it says that it is older; one without a version says nothing.</summary>
    public bool IsOlderThan(Version other) => Version is { } version && version < other;

    /// <summary>Whether a server answers it, which <c>data_api_version</c> tells.</summary>
    public bool HasEndpoint => Root.Find("data_api_version") is not null;

    /// <summary>The screens in the file's order.</summary>
    public IReadOnlyList<FlowScreen> Screens { get; }

    public FlowRouting Routing { get; }

    public FlowScreen? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);
}

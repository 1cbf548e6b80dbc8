using Platica.Flows.FlowJson.Text;

namespace Platica.Flows.FlowJson.Model;

/// <summary>One screen of a Flow.</summary>
internal sealed class FlowScreen
{
    public FlowScreen(FlowNode node)
    {
        Node = node;
        Id = node.FindText("id") ?? "";
        Layout = node.Find("layout");
        Data = FlowDataField.ReadAll(node.Find("data"));
        Components = FlowComponent.ReadAll(Layout?.Find("children"));
        List<FlowReference> references = [];
        List<ScreenAction> actions = [];
        Collect(Layout, null, references, actions);
        if (node.Find("title") is { } title)
        {
            references.AddRange(FlowReference.ReadAll(title));
        }

        List<ScreenAction> fromData = [];
        foreach (var field in Data)
        {
            Collect(field.Example, null, [], fromData);
        }

        (References, Actions, ActionsInExamples) = (references, actions, fromData);
        Inputs = [.. AllComponents.Where(component => component.IsInput && !string.IsNullOrEmpty(component.Name))];
    }

    public FlowNode Node { get; }

    /// <summary>Its id; empty where it has none.</summary>
    public string Id { get; }

    public string? Title => Node.FindText("title");

    public bool IsTerminal => Node.Find("terminal")?.IsTrue == true;

    /// <summary>Whether the phone asks the server when the person goes back from here.</summary>
    public bool RefreshesOnBack => Node.Find("refresh_on_back")?.IsTrue == true;

    /// <summary>The actions that ask the server.</summary>
    public IEnumerable<ScreenAction> DataExchanges =>
        Actions.Concat(ActionsInExamples).Where(action => action.Name == ScreenAction.DataExchange);

    /// <summary>What it says it needs in order to be shown.</summary>
    public IReadOnlyList<FlowDataField> Data { get; }

    public FlowNode? Layout { get; }

    /// <summary>The outermost components.</summary>
    public IReadOnlyList<FlowComponent> Components { get; }

    public IEnumerable<FlowComponent> AllComponents => Components.SelectMany(component => component.WithInner());

    /// <summary>The components with a name in which the person enters something.</summary>
    public IReadOnlyList<FlowComponent> Inputs { get; }

    public IReadOnlyList<ScreenAction> Actions { get; }

    /// <summary>The actions that data brings, as an entry of a dynamic NavigationList does.</summary>
    public IReadOnlyList<ScreenAction> ActionsInExamples { get; }

    /// <summary>Where its layout and its title use values.</summary>
    public IReadOnlyList<FlowReference> References { get; }

    private static void Collect(FlowNode? node, string? component, List<FlowReference> references, List<ScreenAction> actions)
    {
        if (node is null)
        {
            return;
        }

        references.AddRange(FlowReference.ReadAll(node));
        var owner = node.FindText("type") ?? component;
        foreach (var item in node.Items)
        {
            Collect(item, owner, references, actions);
        }

        foreach (var member in node.Members)
        {
            if (ScreenAction.IsAction(member))
            {
                actions.Add(new(member.Value, owner));
            }

            Collect(member.Value, owner, references, actions);
        }
    }
}

namespace Platica.Flows.Binding;

/// <summary>A parameter of a business's delegate.</summary>
internal sealed record HandlerParameter(string Name, Type Type)
{
    public override string ToString() => $"\"{Type.Name} {Name}\"";
}

using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Changes;

/// <summary>This entity, these fields, at this version.</summary>
/// <param name="Kind">The kind of entity.</param>
/// <param name="Id">Its id within the workspace, unescaped.</param>
/// <param name="Version">When the fields were true.</param>
/// <param name="Fields">What they are.</param>
public sealed record EntityChange(EntityKind Kind, string Id, ChangeVersion Version, FieldSet Fields);

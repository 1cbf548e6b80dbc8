using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>The labels by which the business sorts its chats.</summary>
internal static class WhapiLabelReader
{
    /// <summary><c>labels.post</c>.</summary>
    public static Translation? Read(WhapiItem item) => Tell(item, WhapiFieldMap.Label.Read(item.Element), FieldValue.Null);

    /// <summary><c>labels.delete</c>: the label's id.</summary>
    public static Translation? ReadRemoval(WhapiItem item) => Tell(item, new(), FieldValue.Boolean(true));

    private static Translation? Tell(WhapiItem item, FieldSet fields, FieldValue deleted)
    {
        if (item.Id is not { } id)
        {
            return null;
        }

        var version = item.Heard();
        fields.Set(LabelFields.Deleted, deleted);
        fields.Set(LabelFields.UpdatedAt, FieldValue.Time(version.UpdatedAt));
        return new() { Changes = [new(EntityKind.Label, id, version, fields)], Event = new OtherEvent(item.Facts()) };
    }
}

using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>What Whapi.Cloud's words for what becomes of a message mean beside their order.</summary>
internal static class WhapiStatus
{
    /// <summary>Whether its writer took the message back.</summary>
    public static bool IsDeletion(string? status) => status == "deleted";

    /// <summary>Whether a message can have it from the moment of its writing.</summary>
    public static bool IsFirst(string status) => status is "pending" or "sent";

    /// <summary>Sets that a message is gone.</summary>
    public static void SetDeleted(FieldSet fields, DateTimeOffset at)
    {
        fields.Set(MessageFields.Deleted, FieldValue.Boolean(true));
        fields.Set(MessageFields.DeletedAt, FieldValue.Time(at));
    }
}

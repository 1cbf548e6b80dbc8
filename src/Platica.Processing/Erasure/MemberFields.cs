using Platica.Processing.Merging;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure;

/// <summary>The fields whose keys are persons: what each of several has to do with a conversation or a message.</summary>
internal static class MemberFields
{
    /// <summary>Those of messages.</summary>
    public static readonly Field[] OfMessages = [MessageFields.Recipients, MessageFields.Reactions];

    /// <summary>Those of a kind of entity.</summary>
    public static IReadOnlyList<Field> Of(EntityKind kind) => kind switch
    {
        EntityKind.Conversation => [ConversationFields.Participants],
        EntityKind.Message => OfMessages,
        _ => [],
    };

    /// <summary>The members of a state who were erased, and when.</summary>
    public static Task<IReadOnlyDictionary<string, DateTimeOffset>> FindErasedAsync(
        TombstoneSet persons, EntityKind kind, EntityState state, CancellationToken cancellationToken) =>
        persons.FindMembersAsync(state.Slots.Keys.Where(slot => Of(kind).Contains(slot.Field)).Select(slot => slot.Key).OfType<string>(), cancellationToken);
}

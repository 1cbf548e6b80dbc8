using Platica.Processing.Deliveries;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Tables;
using Platica.Webhooks.Models;

namespace Platica.Processing.Erasure;

/// <summary>Whom an operation is about.</summary>
/// <param name="Workspace">Where.</param>
/// <param name="Key">A client or a phone.</param>
internal sealed record PersonCall(string Workspace, PersonKey Key)
{
    /// <summary>The parameters' names.</summary>
    public static readonly string[] Parameters = ["workspace", "client", "phone"];

    /// <summary>Reads the parameters <c>workspace</c>, which may be left out while there is only one, and <c>client</c> or <c>phone</c>.</summary>
    /// <exception cref="ReadProblemException">They name nobody, or more than one.</exception>
    public static async Task<PersonCall> ReadAsync(OperationCall call, ITableStore store, CancellationToken cancellationToken)
    {
        PersonKey key = (call.Text("client"), call.Text("phone")) switch
        {
            ({ } client, null) => PersonKey.Client(client),
            (null, { } phone) => PersonKey.Phone(PhoneDigits.Of(phone) ?? throw OperationCall.Invalid("phone", "a phone number such as 5215500000001")),
            _ => throw new ReadProblemException(400, "Whom?", "Give either 'client', a client's id, or 'phone'."),
        };
        return new(await WorkspaceAsync(call.Text("workspace"), store, cancellationToken).ConfigureAwait(false), key);
    }

    /// <summary>Where the call goes on; null for the beginning.</summary>
    /// <exception cref="ReadProblemException">The continuation is another operation's, or of another person.</exception>
    public TPlace? PlaceOf<TPlace>(OperationCall call, Func<string, TPlace?> parse, Func<TPlace, IEnumerable<PersonKey>> keysOf)
        where TPlace : class
    {
        if (call.Continuation is not { } continuation)
        {
            return null;
        }

        return parse(continuation) is { } place && keysOf(place).Contains(Key)
            ? place
            : throw OperationCall.Invalid("continuation", "the continuation of an earlier answer to the same parameters");
    }

    /// <summary>The person as far as an earlier call found them, or else as far as clients and phones lead to each other.</summary>
    public async Task<(FoundPerson Person, PersonFinder Finder)> BeginAsync(
        ITableStore store, IEnumerable<PersonKey> known, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var person = new FoundPerson(store, Workspace, until, known);
        var finder = new PersonFinder(store, Workspace, person);
        await finder.AddAsync(Key, cancellationToken).ConfigureAwait(false);
        return (person, finder);
    }

    private static async Task<string> WorkspaceAsync(string? given, ITableStore store, CancellationToken cancellationToken)
    {
        if (given is not null && DirectoryRows.Workspace(given).Row is var known
            && await store.GetAsync(TableNames.Directory, known.PartitionKey, known.RowKey, cancellationToken).ConfigureAwait(false) is not null)
        {
            return given;
        }

        var rows = await store.QueryAsync(new(TableNames.Directory, DirectoryRows.Workspaces, TableLimits.PageRows), cancellationToken).ConfigureAwait(false);
        var names = rows.Select(row => ColumnParts.GetText(row, DirectoryRows.Name)!).ToList();
        return (given, names) switch
        {
            (_, []) => throw new ReadProblemException(404, "Nothing is stored", "No delivery was stored yet, of nobody."),
            (null, [var only]) => only,
            (null, _) => throw new ReadProblemException(400, "Which workspace?", $"There are several workspaces; give 'workspace', one of: {string.Join(", ", names)}."),
            _ => throw new ReadProblemException(404, "Unknown workspace", $"There is no such workspace; there are: {string.Join(", ", names)}."),
        };
    }
}

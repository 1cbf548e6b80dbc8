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
        return new(call.Text("workspace") ?? await OnlyWorkspaceAsync(store, cancellationToken).ConfigureAwait(false), key);
    }

    private static async Task<string> OnlyWorkspaceAsync(ITableStore store, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(new(TableNames.Directory, DirectoryRows.Workspaces, TableLimits.PageRows), cancellationToken).ConfigureAwait(false);
        var names = rows.Select(row => ColumnParts.GetText(row, DirectoryRows.Name)!).ToList();
        return names switch
        {
            [var only] => only,
            [] => throw new ReadProblemException(404, "Nothing is stored", "No delivery was stored yet, of nobody."),
            _ => throw new ReadProblemException(400, "Which workspace?", $"There are several workspaces; give 'workspace', one of: {string.Join(", ", names)}."),
        };
    }
}

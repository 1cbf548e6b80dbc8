using System.Globalization;
using Platica.Processing.Archive;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// Tells everything that is stored of a person, by client id or phone. Each item is <c>{"table":"Messages","row":{…}}</c>; rows look as in the
/// read API, deliveries come with their raw bodies.
/// </summary>
internal sealed class PersonOperation(ITableStore store, IBodyStore bodies, ProviderCatalog providers, TimeProvider clock) : IOperation
{
    private const char Separator = '|';
    private const int MostItems = 500;

    /// <inheritdoc/>
    public string Name => "person";

    /// <inheritdoc/>
    public async Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var (workspace, key) = await PersonCall.ReadAsync(call.Only(PersonCall.Parameters), store, cancellationToken).ConfigureAwait(false);
        var (number, after) = PlaceOf(call);
        var person = await new PersonFinder(store, workspace).FindAsync(key, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var sections = new PersonSections(store, bodies, providers, workspace, person).All;
        var found = new List<(PersonSection Section, PersonRow Row)>();
        for (; number < sections.Count; number++, after = null)
        {
            await foreach (var page in sections[number].ReadAsync(after, cancellationToken).ConfigureAwait(false))
            {
                foreach (var row in page.Rows)
                {
                    if (await sections[number].ShowAsync(row, cancellationToken).ConfigureAwait(false) is { } shown)
                    {
                        found.Add((sections[number], shown));
                    }
                }

                if (!call.HasTime || found.Count >= MostItems)
                {
                    return PageOf(found, string.Create(CultureInfo.InvariantCulture, $"{number}{Separator}{page.After}"));
                }
            }
        }

        return PageOf(found, null);
    }

    private static (int Section, string? After) PlaceOf(OperationCall call)
    {
        if (call.Continuation is not { } continuation)
        {
            return (0, null);
        }

        return continuation.Split(Separator, 2) is [var section, var after]
            && int.TryParse(section, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (number, after)
                : throw OperationCall.Invalid("continuation", "the continuation of an earlier answer");
    }

    private static OperationPage PageOf(List<(PersonSection Section, PersonRow Row)> found, string? continuation) =>
        new(found.CountBy(item => item.Section.Table).ToDictionary(table => table.Key, table => (long)table.Value), continuation)
        {
            Items = writer =>
            {
                foreach (var (section, item) in found)
                {
                    writer.WriteStartObject();
                    writer.WriteString("table", section.Table);
                    writer.WritePropertyName("row");
                    RowJson.Write(writer, item.Row, section.Fields, item.Body);
                    writer.WriteEndObject();
                }
            },
        };
}

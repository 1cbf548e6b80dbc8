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
    private const int MostItems = 500;

    /// <summary>An answer is made in memory, and on a slow line must come within the caller's patience.</summary>
    private const long MostBytes = 4 * 1024 * 1024;

    /// <inheritdoc/>
    public string Name => "person";

    /// <inheritdoc/>
    public async Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var whom = await PersonCall.ReadAsync(call.Only(PersonCall.Parameters), store, cancellationToken).ConfigureAwait(false);
        var place = whom.PlaceOf(call, PersonPlace.Parse, place => place.Keys) ?? new([]);
        var (person, finder) = await whom.BeginAsync(store, place.Keys, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        place = await finder.FindAsync(place, () => call.HasTime, cancellationToken).ConfigureAwait(false);
        return place.Step == 0
            ? PageOf([], place.ToString())
            : await ReadAsync(new PersonSections(store, bodies, providers, whom.Workspace, person).All, place, call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The sections are the steps from 1 on.</summary>
    private static async Task<OperationPage> ReadAsync(
        IReadOnlyList<PersonSection> sections, PersonPlace place, OperationCall call, CancellationToken cancellationToken)
    {
        var found = new List<(PersonSection Section, PersonRow Row)>();
        var size = 0L;
        for (; place.Step <= sections.Count; place = new(place.Keys, place.Step + 1))
        {
            var section = sections[place.Step - 1];
            await foreach (var page in section.ReadAsync(place.After, cancellationToken).ConfigureAwait(false))
            {
                foreach (var row in page.Rows)
                {
                    if (await section.ShowAsync(row, cancellationToken).ConfigureAwait(false) is not { } shown)
                    {
                        continue;
                    }

                    found.Add((section, shown));
                    size += shown.Size;
                    if (size >= MostBytes || found.Count >= MostItems)
                    {
                        return PageOf(found, (place with { After = page.AfterRow(row) }).ToString());
                    }
                }

                if (!call.HasTime)
                {
                    return PageOf(found, (place with { After = page.After }).ToString());
                }
            }
        }

        return PageOf(found, null);
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

using System.Security.Cryptography;
using Platica.Processing.Archive;
using Platica.Webhooks;

namespace Platica.Processing.Tables;

/// <summary>
/// The columns that hold a delivery, in Events and in DeadLetters: all of it, so that it can be processed again. A body has one home: here,
/// or where the reference says.
/// </summary>
internal static class BodyColumns
{
    public const string Provider = "Provider";
    public const string ReceivedAt = "ReceivedAt";
    public const string WebhookId = "WebhookId";

    /// <summary>The body's length in bytes.</summary>
    public const string Bytes = "Bytes";

    private const string Body = "Body";
    private const string IsErasingColumn = "Erasing";
    private const string BodyReference = "BodyReference";
    private const int KeyHashBytes = 4;

    /// <summary>
    /// A row key in time, newest first, for what a delivery inserts. A short hash of the body ends it: should two different bodies ever
    /// carry one event id, both are kept, whichever comes first.
    /// </summary>
    public static string RowKey(DateTimeOffset time, string id, Delivery delivery) =>
        string.Concat(TableKey.Descending(time, id), "|", KeyHash(delivery.Body.Span));

    /// <summary>Whether a body that was read is the one that the row was written for.</summary>
    public static bool IsBodyOf(TableRow row, ReadOnlyMemory<byte> body) => row.RowKey.EndsWith($"|{KeyHash(body.Span)}", StringComparison.Ordinal);

    /// <summary>Writes a delivery.</summary>
    public static void Set(RowColumns columns, Delivery delivery)
    {
        columns[Provider] = delivery.Provider;
        columns[ReceivedAt] = delivery.ReceivedAt;
        columns[Bytes] = delivery.Body.Length;
        AttributeColumns.Set(columns, delivery.Attributes);
        if (delivery.Reply is { } reply)
        {
            ReplyColumns.Set(columns, reply);
        }

        if (delivery.BodyReference is { } reference)
        {
            columns[BodyReference] = reference;
        }
        else
        {
            ColumnParts.SetBytes(columns, Body, delivery.Body.Span);
        }
    }

    /// <summary>A row's columns with another delivery in the place of the one that it holds.</summary>
    public static RowColumns Replace(TableRow row, Delivery delivery)
    {
        var columns = new RowColumns(row.Columns.Count);
        foreach (var (name, value) in row.Columns.Where(column => column.Key != BodyReference && !ColumnParts.IsPart(column.Key, Body)))
        {
            columns.Add(name, value);
        }

        Set(columns, delivery);
        return columns;
    }

    /// <summary>The delivery that was written, or null when its body is gone, or the row is being erased.</summary>
    public static async Task<Delivery?> ReadDeliveryAsync(TableRow row, IBodyStore bodies, CancellationToken cancellationToken) =>
        !IsErasing(row) && await ReadBodyAsync(row, bodies, cancellationToken).ConfigureAwait(false) is { } body
            ? new Delivery
            {
                Provider = row.GetText(Provider)!,
                ReceivedAt = row.GetTime(ReceivedAt)!.Value,
                Body = body,
                BodyReference = row.GetText(BodyReference),
                Attributes = AttributeColumns.Read(row),
                Reply = await ReplyColumns.ReadAsync(row, bodies, cancellationToken).ConfigureAwait(false),
            }
            : null;

    /// <summary>A delivery with the home that a row names for the same one, or null when the row names none.</summary>
    public static Delivery? TryStamp(Delivery delivery, TableRow row) => row.GetText(BodyReference) is { } reference
        ? delivery with
        {
            BodyReference = reference,
            Reply = delivery.Reply is { } reply ? reply with { AnswerReference = row.GetText(ReplyColumns.AnswerReference) } : null,
        }
        : null;

    /// <summary>Where the body and the answer to a Flow are, when they are not in the row.</summary>
    public static IEnumerable<string> ReferencesOf(TableRow row) =>
        new[] { row.GetText(BodyReference), row.GetText(ReplyColumns.AnswerReference) }.OfType<string>();

    /// <summary>What is left of a row while they are being erased: where they are.</summary>
    public static TableRow Erasing(TableRow row)
    {
        var columns = row.Columns.Where(column => column.Key is BodyReference or ReplyColumns.AnswerReference).ToDictionary();
        columns[IsErasingColumn] = true;
        return row with { Columns = columns };
    }

    /// <summary>Whether they were being erased.</summary>
    public static bool IsErasing(TableRow row) => row.Columns.ContainsKey(IsErasingColumn);

    /// <summary>Reads the body; null when it is gone.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(TableRow row, IBodyStore bodies, CancellationToken cancellationToken)
    {
        if (row.GetText(BodyReference) is { } reference)
        {
            return await bodies.ReadAsync(reference, cancellationToken).ConfigureAwait(false);
        }

        // Not a conditional expression: its null would become an empty body.
        if (ColumnParts.GetBytes(row, Body) is { } body)
        {
            return body;
        }

        return null;
    }

    private static string KeyHash(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Convert.ToHexStringLower(hash[..KeyHashBytes]);
    }
}

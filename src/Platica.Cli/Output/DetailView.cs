using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Output;

/// <summary>One item, a line per field.</summary>
internal static class DetailView
{
    /// <summary>Writes the fields in the order in which the API tells them.</summary>
    public static void Write(TextWriter output, JsonElement item)
    {
        var fields = item.EnumerateObject().ToList();
        var width = fields.Select(field => field.Name.Length).DefaultIfEmpty().Max();
        foreach (var field in fields)
        {
            output.WriteLine($"{PlainText.Clean(field.Name).PadRight(width)}  {JsonText.Format(field.Value)}".TrimEnd());
        }
    }
}

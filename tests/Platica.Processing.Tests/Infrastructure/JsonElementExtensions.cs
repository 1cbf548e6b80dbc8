using System.Text.Json;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>Reads the items of lists.</summary>
internal static class JsonElementExtensions
{
    /// <summary>The text of a member that must be there.</summary>
    public static string Text(this JsonElement item, string name) => item.GetProperty(name).GetString()!;

    /// <summary>A member as text, whatever its type; empty where it is missing.</summary>
    public static string Field(this JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.ToString() : string.Empty;
}

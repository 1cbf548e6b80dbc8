using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>A screen that the person has come to.</summary>
/// <param name="id">Its id.</param>
/// <param name="definition">What the Flow JSON says of it.</param>
internal sealed class VisitedScreen(string id, JsonElement definition)
{
    public string Id => id;

    public JsonElement Definition => definition;

    /// <summary>The data it got.</summary>
    public Dictionary<string, JsonElement> Data { get; } = new(StringComparer.Ordinal);

    /// <summary>What the person entered.</summary>
    public Dictionary<string, JsonElement> Form { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the server is asked when the person goes back from here.</summary>
    public bool RefreshesOnBack => FlowText.IsTrue(FlowText.Member(definition, "refresh_on_back"));

    /// <summary>What was wrong with the last payload says nothing of the next one.</summary>
    public void ForgetErrors() => Data.Remove(WalkAnswer.FieldErrorsKey);

    /// <summary>Takes new data; what it does not name stays, and a message to the person is none.</summary>
    public void Take(JsonElement data)
    {
        if (data.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in data.EnumerateObject().Where(property => property.Name != WalkAnswer.ErrorKey))
            {
                Data[property.Name] = property.Value;
            }
        }
    }
}

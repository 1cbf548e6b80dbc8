using System.Text.Json;

namespace Platica.Cli.Walking;

/// <summary>The screens from the first to the one the person is on, as the phone's back button sees them.</summary>
internal sealed class WalkPath
{
    private readonly List<VisitedScreen> _screens = [];

    /// <summary>Where the person is; null before the first screen.</summary>
    public VisitedScreen? Current => _screens.LastOrDefault();

    /// <summary>Whether there is a screen to go back to.</summary>
    public bool CanGoBack => _screens.Count > 1;

    /// <summary>Shows a screen: the current one with new data, an earlier one again, or a new one.</summary>
    public void Show(string id, JsonElement definition, JsonElement data)
    {
        var known = _screens.FindIndex(screen => screen.Id == id);
        if (known < 0)
        {
            _screens.Add(new(id, definition));
        }
        else
        {
            _screens.RemoveRange(known + 1, _screens.Count - known - 1);
        }

        Current!.Take(data);
    }

    /// <summary>Goes back without asking the server.</summary>
    public void GoBack() => _screens.RemoveAt(_screens.Count - 1);

    /// <summary>
    /// What a reference stands for: <c>form.x</c>, <c>data.x.y</c>, or one of an earlier screen, <c>screen.NAME.form.x</c>; undefined where
    /// there is no such thing.
    /// </summary>
    public JsonElement Find(string reference) => reference.Split('.', StringSplitOptions.TrimEntries) switch
    {
        ["screen", var id, .. var parts] => Find(_screens.Find(screen => screen.Id == id), parts),
        var parts => Find(Current, parts),
    };

    private static JsonElement Find(VisitedScreen? screen, string[] parts) => (screen, parts) switch
    {
        ({ } known, ["form", var field, .. var rest]) => Within(known.Form.GetValueOrDefault(field), rest),
        ({ } known, ["data", var field, .. var rest]) => Within(known.Data.GetValueOrDefault(field), rest),
        _ => default,
    };

    private static JsonElement Within(JsonElement value, string[] names) => names.Aggregate(value, FlowText.Member);
}

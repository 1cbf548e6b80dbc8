namespace Platica.Webhooks.Samples;

/// <summary>One event of a story.</summary>
/// <param name="EventName">Its name, and its template's.</param>
/// <param name="SecondsBeforeEnd">When it happens.</param>
public sealed record SampleScene(string EventName, int SecondsBeforeEnd)
{
    /// <summary>When it happens in a story that ends then.</summary>
    public DateTimeOffset Moment(DateTimeOffset storyEnd) => storyEnd.AddSeconds(-SecondsBeforeEnd);
}

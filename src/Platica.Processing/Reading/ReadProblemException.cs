namespace Platica.Processing.Reading;

/// <summary>A request that the read API or an operation cannot answer; the message tells the caller what to do.</summary>
internal sealed class ReadProblemException(int status, string title, string detail) : Exception(detail)
{
    /// <summary>The methods that the route takes, where another was used.</summary>
    public string? Allow { get; init; }

    /// <summary>The answer to give.</summary>
    public ReadAnswer Answer => ReadAnswer.Problem(status, title, Message) with { Allow = Allow };
}

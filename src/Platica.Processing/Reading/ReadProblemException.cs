namespace Platica.Processing.Reading;

/// <summary>A request that the read API cannot answer; the message tells the caller what to do.</summary>
internal sealed class ReadProblemException(int status, string title, string detail) : Exception(detail)
{
    /// <summary>The answer to give.</summary>
    public ReadAnswer Answer { get; } = ReadAnswer.Problem(status, title, detail);
}

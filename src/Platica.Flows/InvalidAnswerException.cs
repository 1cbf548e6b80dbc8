namespace Platica.Flows;

/// <summary>An answer that would be refused.</summary>
/// <param name="problem">What is wrong with it, without quoting any of it.</param>
internal sealed class InvalidAnswerException(string problem) : Exception(problem);

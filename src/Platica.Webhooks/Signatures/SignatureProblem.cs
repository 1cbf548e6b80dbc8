namespace Platica.Webhooks.Signatures;

/// <summary>Why a request is not accepted, in words. They name headers and settings, never their values.</summary>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Advice">What the caller should do.</param>
/// <param name="Reason">The same for the operator's log.</param>
public sealed record SignatureProblem(string Title, string Advice, string Reason);

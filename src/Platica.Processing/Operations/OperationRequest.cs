namespace Platica.Processing.Operations;

/// <summary>A request below <c>/api/operations/</c>, from somebody who showed the key.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as it stands in the URL.</param>
/// <param name="Query">The part after the question mark, with or without it; may be empty.</param>
/// <param name="Body">The body.</param>
public sealed record OperationRequest(string Method, string Path, string Query, Stream Body);

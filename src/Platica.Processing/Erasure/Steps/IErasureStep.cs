namespace Platica.Processing.Erasure.Steps;

/// <summary>A step of an erasure, which goes through some rows or bodies.</summary>
internal interface IErasureStep
{
    /// <summary>Removes what is the erased person's, from a place on that an earlier call has told.</summary>
    /// <returns>Places behind what is done; whoever has no more time stops at one.</returns>
    IAsyncEnumerable<string> RunAsync(string? after, CancellationToken cancellationToken);
}

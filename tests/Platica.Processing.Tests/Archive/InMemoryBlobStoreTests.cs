using Platica.Processing.Archive;
using Platica.Testing.Archive;

namespace Platica.Processing.Tests.Archive;

public sealed class InMemoryBlobStoreTests : BlobStoreContract
{
    protected override IBlobStore Store { get; } = new InMemoryBlobStore();
}

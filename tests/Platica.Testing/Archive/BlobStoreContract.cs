using Platica.Processing.Archive;

namespace Platica.Testing.Archive;

/// <summary>What every <see cref="IBlobStore"/> must do. Derive once for each store; each test works under a prefix of its own.</summary>
public abstract class BlobStoreContract
{
    private readonly string _prefix = $"contract/{Guid.NewGuid():N}/";

    /// <summary>The store under test.</summary>
    protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task Read_of_a_missing_blob_returns_null() => Assert.Null(await ReadAsync("nothing"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    public async Task Read_returns_what_was_written(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);

        await WriteAsync("blob", content);

        Assert.Equal(content, (await ReadAsync("blob"))?.ToArray());
    }

    [Fact]
    public async Task Write_keeps_what_it_was_given_though_the_caller_reuses_the_buffer()
    {
        byte[] buffer = [1, 2, 3];
        await WriteAsync("blob", buffer);

        buffer[0] = 9;

        Assert.Equal([1, 2, 3], (await ReadAsync("blob"))?.ToArray());
    }

    [Fact]
    public async Task Write_replaces_a_blob_of_that_name()
    {
        await WriteAsync("blob", [1, 2, 3]);

        await WriteAsync("blob", [4]);

        Assert.Equal([4], (await ReadAsync("blob"))?.ToArray());
        Assert.Equal(["blob"], await ListAsync(10));
    }

    [Fact]
    public async Task List_returns_the_names_in_ordinal_order_whatever_the_order_of_writing()
    {
        foreach (var name in (string[])["b", "a/2", "B", "a/10", "a"])
        {
            await WriteAsync(name, [1]);
        }

        Assert.Equal(["B", "a", "a/10", "a/2", "b"], await ListAsync(10));
    }

    [Fact]
    public async Task List_returns_only_names_that_begin_so()
    {
        await WriteAsync("fallback/1", [1]);
        await WriteAsync("fall", [1]);
        await WriteAsync("unreadable/fallback/1", [1]);

        Assert.Equal(["fallback/1"], await ListAsync(10, "fallback/"));
    }

    [Fact]
    public async Task List_returns_the_first_names_when_there_are_more_than_asked_for()
    {
        foreach (var number in Enumerable.Range(0, 7))
        {
            await WriteAsync($"{number}", [1]);
        }

        Assert.Equal(["0", "1", "2"], await ListAsync(3));
    }

    [Fact]
    public async Task List_of_nothing_is_empty() => Assert.Empty(await ListAsync(10));

    [Fact]
    public async Task Delete_removes_a_blob()
    {
        await WriteAsync("blob", [1]);

        await DeleteAsync("blob");

        Assert.Null(await ReadAsync("blob"));
        Assert.Empty(await ListAsync(10));
    }

    [Fact]
    public async Task Delete_of_a_missing_blob_is_as_good() => await DeleteAsync("nothing");

    [Fact]
    public async Task Check_returns_while_the_store_answers() => await Store.CheckAsync(CancellationToken.None);

    private Task WriteAsync(string name, byte[] content) => Store.WriteAsync(_prefix + name, content, CancellationToken.None);

    private Task<ReadOnlyMemory<byte>?> ReadAsync(string name) => Store.ReadAsync(_prefix + name, CancellationToken.None);

    private Task DeleteAsync(string name) => Store.DeleteAsync(_prefix + name, CancellationToken.None);

    private async Task<IEnumerable<string>> ListAsync(int most, string prefix = "") =>
        (await Store.ListAsync(_prefix + prefix, most, CancellationToken.None)).Select(name => name[_prefix.Length..]);
}

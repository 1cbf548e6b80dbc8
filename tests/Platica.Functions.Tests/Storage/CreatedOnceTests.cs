using Platica.Functions.Storage;

namespace Platica.Functions.Tests.Storage;

public sealed class CreatedOnceTests
{
    private int _creations;

    [Fact]
    public async Task However_many_ask_it_is_created_once()
    {
        var done = new TaskCompletionSource();
        var thing = Thing(() => done.Task);

        Task[] waiting = [.. Enumerable.Range(0, 8).Select(_ => thing.EnsureAsync(CancellationToken.None))];
        done.SetResult();
        await Task.WhenAll(waiting);
        await thing.EnsureAsync(CancellationToken.None);

        Assert.Equal(1, _creations);
    }

    [Fact]
    public async Task After_a_failure_the_next_one_tries_again()
    {
        var answers = new Queue<Task>([Task.FromException(new IOException()), Task.CompletedTask]);
        var thing = Thing(answers.Dequeue);

        await Assert.ThrowsAsync<IOException>(() => thing.EnsureAsync(CancellationToken.None));
        await thing.EnsureAsync(CancellationToken.None);

        Assert.Equal(2, _creations);
    }

    [Fact]
    public async Task One_who_gives_up_takes_nothing_from_the_others()
    {
        var done = new TaskCompletionSource();
        var thing = Thing(() => done.Task);
        using var impatient = new CancellationTokenSource();
        var givenUp = thing.EnsureAsync(impatient.Token);
        var patient = thing.EnsureAsync(CancellationToken.None);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        done.SetResult();

        await patient;
        Assert.Equal(1, _creations);
    }

    [Fact]
    public async Task What_is_gone_is_created_again()
    {
        var thing = Thing(() => Task.CompletedTask);
        await thing.EnsureAsync(CancellationToken.None);

        thing.Forget();
        await thing.EnsureAsync(CancellationToken.None);

        Assert.Equal(2, _creations);
    }

    private CreatedOnce Thing(Func<Task> create) => new(() =>
    {
        _creations++;
        return create();
    });
}

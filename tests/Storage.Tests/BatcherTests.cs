using SchemaRegistry.Storage.Batching;

namespace SchemaRegistry.Storage.Tests;

public sealed class NaturalBatchesTests
{
    [Fact]
    public async Task Who_comes_alone_goes_at_once()
    {
        var gone = new TaskCompletionSource<IReadOnlyList<int>>();
        new Batcher<int>(1, 10, batch =>
        {
            gone.SetResult(batch);
            return Task.CompletedTask;
        }).Add(7);

        Assert.Equal([7], await gone.Task);
    }

    [Fact]
    public async Task Who_comes_while_as_many_are_under_way_as_may_be_goes_with_the_next_up_to_the_largest()
    {
        var (hold, left, sizes) = (new TaskCompletionSource(), new SemaphoreSlim(0), new List<int>());
        var batches = new Batcher<int>(1, 4, async batch =>
        {
            sizes.Add(batch.Count);
            left.Release();
            await hold.Task;
        });
        batches.Add(0);
        await left.WaitAsync(TestContext.Current.CancellationToken);
        for (var late = 1; late <= 6; late++)
        {
            batches.Add(late);
        }

        hold.SetResult();
        await left.WaitAsync(TestContext.Current.CancellationToken);
        await left.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1, 4, 2], sizes);
    }
}

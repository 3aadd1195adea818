using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Postgres.Ids;

namespace SchemaRegistry.Storage.Tests.Postgres;

public sealed class IdTakerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_behind_a_statement_is_served_by_the_next_one()
    {
        var asked = new List<int>();
        var started = new TaskCompletionSource();
        var hold = new TaskCompletionSource();
        var next = 1;
        var taker = new IdAllocator(async (_, count) =>
        {
            asked.Add(count);
            started.TrySetResult();
            await hold.Task;
            var first = next;
            next += count;
            return first;
        });

        var early = taker.Take(".", 1, Token);
        await started.Task;
        var late = Enumerable.Range(0, 50).Select(_ => taker.Take(".", 2, Token)).ToList();
        hold.SetResult();

        Assert.Equal(1, Assert.Single(await early));
        Assert.Equal(Enumerable.Range(2, 100), (await Task.WhenAll(late)).SelectMany(ids => ids).Order());
        Assert.Equal("1 100", string.Join(' ', asked));
    }

    [Fact]
    public async Task A_fault_reaches_all_who_wait_and_the_next_ones_try_again()
    {
        var calls = 0;
        var taker = new IdAllocator((_, _) => ++calls == 1 ? throw new StoreUnavailableException("down") : Task.FromResult<int?>(7));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => taker.Take(".", 1, Token));
        Assert.Equal(7, Assert.Single(await taker.Take(".", 1, Token)));
    }

    [Fact]
    public async Task When_few_are_left_those_who_ask_for_few_are_served()
    {
        var hold = new TaskCompletionSource();
        var left = 3;
        var taker = new IdAllocator(async (_, count) =>
        {
            await hold.Task;
            if (count > left)
            {
                return null;
            }

            left -= count;
            return 100 - left;
        });
        var first = taker.Take(".", 1, Token);
        var (large, small) = (taker.Take(".", 5, Token), taker.Take(".", 1, Token));
        hold.SetResult();
        await first;
        await Assert.ThrowsAsync<IdsExhaustedException>(() => large);
        Assert.Single(await small);
    }

    [Fact]
    public async Task Contexts_do_not_wait_for_each_other()
    {
        var hold = new TaskCompletionSource();
        var taker = new IdAllocator(async (context, _) =>
        {
            await (context == ".slow" ? hold.Task : Task.CompletedTask);
            return 1;
        });
        var slow = taker.Take(".slow", 1, Token);
        Assert.Single(await taker.Take(".fast", 1, Token));
        hold.SetResult();
        Assert.Single(await slow);
    }
}

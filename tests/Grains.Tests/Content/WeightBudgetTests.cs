using SchemaRegistry.Model;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Content;

/// <summary>What is taken on at once, and what has to wait.</summary>
public sealed class WeightBudgetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ManualClock _clock = new();
    private readonly WeightBudget _budget;

    public WeightBudgetTests() => _budget = new WeightBudget(capacity: 100, line: 100, Patience, _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_fits_is_taken_on_at_once_and_given_back()
    {
        using (var work = _budget.Begin())
        {
            Assert.True(await Add(work, 60));
            Assert.Equal(60, _budget.Taken);
        }

        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task What_does_not_fit_waits_until_it_does()
    {
        var first = await Holding(60);
        using var second = _budget.Begin();
        var waiting = Add(second, 60);

        Assert.False(waiting.IsCompleted);
        first.Dispose();
        Assert.True(await waiting);
    }

    [Fact]
    public async Task The_light_do_not_overtake_the_heavy()
    {
        var first = await Holding(60);
        using var heavy = _budget.Begin();
        using var light = _budget.Begin();
        var heavyTurn = Add(heavy, 90);
        var lightTurn = Add(light, 10);

        Assert.False(lightTurn.IsCompleted);
        first.Dispose();
        Assert.True(await heavyTurn);
        Assert.True(await lightTurn);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_patience()
    {
        using var first = await Holding(60);
        using var second = _budget.Begin();
        using var third = _budget.Begin();
        var waiting = Add(second, 60);
        _clock.Advance(Patience / 2);
        var behind = Add(third, 40);

        _clock.Advance(Patience / 2);

        Assert.False(await waiting);
        Assert.True(await behind);
        Assert.Equal((100, 0), (_budget.Taken, _budget.Waiting));
    }

    [Fact]
    public async Task No_more_waits_than_the_line_holds()
    {
        using var first = _budget.Begin();
        await Add(first, 100);
        using var second = _budget.Begin();
        using var third = _budget.Begin();
        var waiting = Add(second, 90);

        Assert.False(await Add(third, 20));
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task What_weighs_more_than_all_is_taken_on_alone()
    {
        var first = _budget.Begin();
        await Add(first, 1);
        var heaviest = _budget.Begin();
        var waiting = Add(heaviest, 500);

        Assert.False(waiting.IsCompleted);
        first.Dispose();
        Assert.True(await waiting);
        using var second = _budget.Begin();
        var behind = Add(second, 1);
        Assert.False(behind.IsCompleted);
        heaviest.Dispose();
        Assert.True(await behind);
    }

    [Fact]
    public async Task Who_goes_away_leaves_the_line()
    {
        using var gone = new CancellationTokenSource();
        using var first = _budget.Begin();
        await Add(first, 100);
        using var second = _budget.Begin();
        var waiting = second.Add(50, gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal((100, 0), (_budget.Taken, _budget.Waiting));
    }

    [Fact]
    public async Task Two_that_grow_past_each_other_both_come_to_their_end()
    {
        var first = _budget.Begin();
        using var second = _budget.Begin();
        await Add(first, 50);
        await Add(second, 50);

        Assert.True(await Add(first, 40));
        var growth = Add(second, 40);
        Assert.False(growth.IsCompleted);
        Assert.True(await Add(first, 40));
        first.Dispose();
        Assert.True(await growth);
        Assert.Equal(90, _budget.Taken);
    }

    [Fact]
    public async Task A_part_is_given_back_while_the_rest_is_held()
    {
        using var work = _budget.Begin();
        await Add(work, 30);
        await Add(work, 50);
        work.Shrink(30);

        Assert.Equal(30, _budget.Taken);
    }

    [Fact]
    public async Task Who_goes_beyond_makes_way_once_that_is_given_back()
    {
        using var first = await Holding(50);
        using var second = await Holding(50);
        Assert.True(await Add(first, 40));
        var growth = Add(second, 40);

        first.Shrink(50);

        Assert.True(await growth);
        Assert.Equal(140, _budget.Taken);
        Assert.False(Add(first, 40).IsCompleted);
    }

    [Fact]
    public async Task Who_gives_back_a_part_of_what_lies_beyond_stays_there()
    {
        using var first = await Holding(50);
        using var second = await Holding(50);
        await Add(first, 40);

        first.Shrink(60);

        Assert.False(Add(second, 40).IsCompleted);
        Assert.True(await Add(first, 40));
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_patience_to_go_beyond()
    {
        using var first = await Holding(50);
        using var second = await Holding(50);
        await Add(first, 40);
        var growth = Add(second, 40);

        _clock.Advance(Patience);

        Assert.False(await growth.WaitAsync(Patience / 2, Token));
        Assert.Equal((140, 50), (_budget.Taken, second.Weight));
    }

    [Fact]
    public async Task Who_goes_away_does_not_go_beyond()
    {
        using var gone = new CancellationTokenSource();
        using var first = await Holding(50);
        using var second = await Holding(50);
        await Add(first, 40);
        var growth = second.Add(40, gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => growth);
    }

    [Fact]
    public async Task Many_threads_leave_nothing_behind()
    {
        await Parallel.ForAsync(0, 20_000, Token, async (i, cancellationToken) =>
        {
            using var work = _budget.Begin();
            await work.Add(1 + (i % 40), cancellationToken);
            await work.Add(i % 7, cancellationToken);
        });

        Assert.Equal((0, 0), (_budget.Taken, _budget.Waiting));
    }

    private async Task<WeightHolding> Holding(long weight)
    {
        var work = _budget.Begin();
        Assert.True(await Add(work, weight));
        return work;
    }

    private static Task<bool> Add(WeightHolding work, long weight) => work.Add(weight, Token).AsTask();
}

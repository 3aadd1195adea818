using CsCheck;
using SchemaRegistry.Gateway.Caching;

namespace SchemaRegistry.Gateway.Tests.Caching;

public sealed class WeightedCacheTests
{
    [Fact]
    public void An_entry_is_found_until_it_is_removed()
    {
        var cache = new WeightedCache<int, string>(10, 100);
        cache.Set(1, "one", 5);
        Assert.True(cache.TryGet(1, out var found) && found == "one");
        cache.Remove(1);
        Assert.False(cache.TryGet(1, out _));
    }

    [Fact]
    public void What_is_asked_for_survives_a_pass_over_many_keys()
    {
        var cache = new WeightedCache<int, string>(100, long.MaxValue);
        for (var key = 0; key < 50; key++)
        {
            cache.Set(key, "busy", 1);
        }

        for (var key = 1_000; key < 11_000; key++)
        {
            cache.Set(key, "passing", 1);
            cache.TryGet(key % 50, out _);
        }

        Assert.Equal(50, Enumerable.Range(0, 50).Count(key => cache.TryGet(key, out _)));
    }

    [Fact]
    public void An_entry_heavier_than_the_cache_is_not_kept()
    {
        var cache = new WeightedCache<int, string>(10, 100);
        cache.Set(1, "light", 1);
        cache.Set(2, "heavy", 101);
        Assert.False(cache.TryGet(2, out _));
        Assert.True(cache.TryGet(1, out _));
    }

    [Fact]
    public void Another_weight_makes_room_for_itself()
    {
        var cache = new WeightedCache<int, string>(10, 100);
        cache.Set(1, "one", 40);
        cache.Set(2, "two", 40);
        cache.Reweigh(2, "two", 80);
        Assert.Equal(80, cache.Weight);
    }

    [Fact]
    public void A_weight_for_a_value_that_was_replaced_is_ignored()
    {
        var cache = new WeightedCache<int, string>(10, 100);
        cache.Set(1, "new", 10);
        cache.Reweigh(1, "old", 90);
        Assert.Equal(10, cache.Weight);
    }

    /// <summary>Against a plain dictionary: what is found was set last, and nothing is ever over its bounds.</summary>
    [Fact]
    public void Limits_hold_and_values_are_the_last_ones_under_any_use() => Gen
        .Select(Gen.Int[0, 3], Gen.Int[0, 20], Gen.Int[0, 60])
        .Array[1, 200]
        .Sample(steps =>
        {
            const int MaxEntries = 8;
            const long MaxBytes = 100;
            var cache = new WeightedCache<int, string>(MaxEntries, MaxBytes);
            var last = new Dictionary<int, (string Value, long Weight)>();
            var number = 0;
            foreach (var (action, key, weight) in steps)
            {
                switch (action)
                {
                    case 0 or 1:
                        last[key] = ($"{number++}", weight);
                        cache.Set(key, last[key].Value, weight);
                        break;
                    case 2:
                        last.Remove(key);
                        cache.Remove(key);
                        break;
                    default:
                        cache.TryGet(key, out _);
                        break;
                }

                var kept = last.Where(pair => cache.TryGet(pair.Key, out _)).ToList();
                Assert.All(kept, pair => Assert.True(cache.TryGet(pair.Key, out var found) && found == pair.Value.Value));
                Assert.Equal(kept.Sum(pair => pair.Value.Weight), cache.Weight);
                Assert.InRange(cache.Count, kept.Count, Math.Min(MaxEntries, kept.Count));
                Assert.InRange(cache.Weight, 0, MaxBytes);
            }
        });
}

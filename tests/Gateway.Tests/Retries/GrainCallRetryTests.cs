using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Tests.Retries;

[Slow]
public sealed class GrainCallRetryTests(RetryingRegistry registry) : IClassFixture<RetryingRegistry>
{
    [Fact]
    public async Task A_call_made_again_bears_the_arguments_of_the_first_though_the_runtime_emptied_that_one()
    {
        var id = await registry.Register("again", "Again");
        registry.Store.Close();
        registry.Calls.Release = registry.Store.Open;

        var schema = await registry.Get($"schemas/ids/{id}");

        Assert.True(schema.TryGetProperty("schema", out var text), schema.ToString());
        Assert.Contains("Again", text.GetString(), StringComparison.Ordinal);
        Assert.Equal(2, registry.Calls.Tries);
    }

    [Fact]
    public async Task A_call_that_waited_too_long_for_a_place_of_its_grain_is_made_again()
    {
        registry.Expiring.Next(nameof(ISubjectGrain.Register));

        Assert.InRange(await registry.Register("expired", "Expired"), 1, int.MaxValue);
    }
}

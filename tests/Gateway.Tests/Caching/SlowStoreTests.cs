using System.Net;

namespace SchemaRegistry.Gateway.Tests.Caching;

[Slow]
public sealed class SlowStoreTests(CountedRegistry registry) : IClassFixture<CountedRegistry>
{
    /// <summary>As long as calls of grains may take, which is 8 s.</summary>
    [Fact]
    public async Task A_lookup_that_the_store_keeps_waiting_ends_with_503_and_is_made_once()
    {
        var id = await registry.Register("slow", "Slow");
        registry.Store.Close();
        var before = registry.Store.Reads;
        using var answer = await registry.Client.GetAsync(
            new Uri($"schemas/ids/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        registry.Store.Open();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (answer.StatusCode, registry.Store.Reads - before));
    }
}

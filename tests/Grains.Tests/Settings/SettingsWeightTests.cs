using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Settings;

/// <summary>What is remembered of settings is bounded in bytes, however many contexts are asked for and however large they are.</summary>
public sealed class SettingsWeightTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const int Bound = 64 << 10;
    private const int Contexts = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(1_000, 0)]
    [InlineData(1, Bound)]
    public async Task No_more_is_remembered_than_there_is_room_for(int name, int config)
    {
        var settings = new SettingsCache(
            new LargeSettings(registry.Store.Sound, config), new RegistryOptions { CacheBytes = 8 * Bound }, new ManualClock());
        var contexts = Enumerable.Range(0, Contexts).Select(number => $".{new string('c', name)}{number}").ToList();
        foreach (var context in contexts)
        {
            await settings.Get(context, Token);
        }

        var remembered = contexts.Count(context => settings.Remembered(context) is not null);

        Assert.InRange(remembered, config < Bound ? 1 : 0, Bound / (2 * (name + config)));
    }

    /// <summary>Every context has a configuration of that length.</summary>
    private sealed class LargeSettings(IRegistryStore inner, int length) : ForwardingStore(inner)
    {
        public override Task<ScopeSettings> LoadScope(string scope, CancellationToken cancellationToken) => Task.FromResult(new ScopeSettings(
            scope,
            1,
            scope == SubjectName.GlobalContext || length == 0
                ? null
                : RegistryConfig.Empty with { DefaultMetadata = new Metadata().WithProperty("about", new string('x', length)) },
            null));
    }
}

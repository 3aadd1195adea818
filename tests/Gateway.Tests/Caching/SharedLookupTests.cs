using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Storage.Redis;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Caching;

/// <summary>What is asked of the cache that processes share, while subjects change.</summary>
[Slow]
public sealed class SharedLookupTests(SharedLookupTests.Fixture registry) : IClassFixture<SharedLookupTests.Fixture>
{
    [Fact]
    public async Task A_change_of_one_subject_takes_the_shared_cache_from_no_other()
    {
        var id = await registry.Register("calm", "Calm");
        await registry.Put("config/restless", new { compatibility = "NONE" });
        registry.Shared.Asked.Clear();

        await registry.Get($"schemas/ids/{id}?subject=calm");

        Assert.Single(registry.Shared.Asked, key => IsOf(key, id));
    }

    [Fact]
    public async Task A_subject_that_has_just_changed_is_shown_as_it_is_though_the_shared_cache_has_it_as_it_was()
    {
        var id = await registry.Register("changed", "Changed");
        await registry.Get($"schemas/ids/{id}");
        registry.Shared.FreezeFor(id);

        await registry.Delete("subjects/changed");

        Assert.True((await registry.Get($"schemas/ids/{id}?subject=changed")).GetProperty("deleted").GetBoolean());
    }

    [Fact]
    public async Task A_schema_is_found_by_its_guid_under_a_subject_that_the_shared_cache_has_not_heard_of()
    {
        var id = await registry.Register("older", "Shared");
        var guid = (await registry.Get($"schemas/ids/{id}?subject=older")).GetProperty("guid").GetString();
        registry.Shared.FreezeFor(id);
        await registry.Register("newer", "Shared");

        using var channel = GrpcChannel.ForAddress(registry.GrpcAddress);
        var found = await new Client(channel).GetSchemaAsync(
            new GetSchemaRequest { Guid = guid, Subject = "newer" }, new CallOptions(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("newer", found.Use.Subject);
    }

    private static bool IsOf(string key, int id) => key.EndsWith($":{id.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal);

    public sealed class Fixture : CountedRegistry
    {
        public RememberingCache Shared { get; } = new();

        protected override void Replace(IServiceCollection services) => services.AddSingleton<ISharedCache>(Shared);
    }

    /// <summary>Knows what it was given, writes down what it is asked for, and can be made to hear no more of an id.</summary>
    public sealed class RememberingCache : ISharedCache
    {
        private readonly ConcurrentDictionary<string, byte[]> _kept = new(StringComparer.Ordinal);
        private volatile byte[]? _frozen;
        private int _frozenId;

        public ConcurrentQueue<string> Asked { get; } = new();

        public Task<byte[]?> Find(string key)
        {
            Asked.Enqueue(key);
            return Task.FromResult(_frozen is { } old && IsOf(key, _frozenId) ? old : _kept.GetValueOrDefault(key));
        }

        public void Keep(string key, byte[] value, TimeSpan lifetime) => _kept[key] = value;

        /// <summary>Answers with what it has now, as a silo does that has not heard of a new generation.</summary>
        public void FreezeFor(int id) => (_frozenId, _frozen) = (id, _kept.Single(pair => IsOf(pair.Key, id)).Value);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Abstractions.Serialization;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests;

/// <summary>A silo with real grains over a real SQLite file; what tests put between the two is their <see cref="FaultyStore"/>.</summary>
public class RegistryGrains : IAsyncLifetime
{
    /// <summary>How long the silo looks for what became of a commit.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(1);

    private readonly TempFolder _folder = new();
    private SqliteStore _sqlite = null!;
    private InProcessTestCluster _cluster = null!;

    /// <summary>Versions that are deleted for good in one commit.</summary>
    public const int PurgeStep = 3;

    public FaultyStore Store { get; private set; } = null!;

    protected virtual RegistryOptions Options { get; } = new()
    {
        Lease = TimeSpan.FromMinutes(1),
        RequestTimeout = RequestTimeout,
        PurgeStep = PurgeStep,
    };

    protected virtual ISchemaFormat[] Formats { get; } = [new AvroFormat()];

    public async ValueTask InitializeAsync()
    {
        _sqlite = new SqliteStore(new SqliteStoreOptions(_folder.File("registry.db")), TimeProvider.System);
        await _sqlite.Migrate(CancellationToken.None);
        Store = new FaultyStore(_sqlite);

        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IRegistryStore>(Store);
            silo.AddRegistryGrains(Options, Formats);
        });
        builder.ConfigureClient(client => client.Services.AddMessages());
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _sqlite.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the silo's process knows without a call.</summary>
    public ILocalSubjects LocalSubjects => Part<ILocalSubjects>();

    /// <summary>A part of the silo.</summary>
    public T Part<T>()
        where T : class => _cluster.Silos[0].ServiceProvider.GetRequiredService<T>();

    /// <summary>How many grains of these kinds are active in the silo, by a part of their classes' names.</summary>
    public async Task<int> CountActive(string kind)
    {
        var statistics = await _cluster.Client.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return statistics.Where(grains => grains.GrainType.Contains(kind, StringComparison.Ordinal)).Sum(grains => grains.ActivationCount);
    }

    public ISubjectGrain Subject(string name) => _cluster.Client.GetGrain<ISubjectGrain>(name);

    public IReaderGrain Reader => _cluster.Client.Reader();

    public IScopeGrain Scope(string name) => _cluster.Client.GetGrain<IScopeGrain>(name);

    public static RegisterRequest Request(string record, Caller? caller = null) => new(
        new SubmittedSchema(
            $$"""{"type":"record","name":"{{record}}","fields":[]}""", SchemaType.Avro, [], null, null),
        RegisterRequest.NextVersion,
        RegisterRequest.NoId,
        Normalize: false,
        Force: true,
        TagEdits.None,
        caller ?? NewCaller());

    public static Caller NewCaller() => new("tester", Guid.CreateVersion7());
}

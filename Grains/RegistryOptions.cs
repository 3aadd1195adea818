using SchemaRegistry.Model;

namespace SchemaRegistry.Grains;

/// <summary>The limits and defaults that grains work under. Bound once at start.</summary>
public sealed record RegistryOptions
{
    /// <summary>Largest schema text accepted, in bytes of UTF-8; larger ones get 42209.</summary>
    public int MaxSchemaBytes { get; init; } = 8 << 20;

    /// <summary>Most bytes of metadata and rules of a schema, and of a configuration, as <see cref="Sizes"/> counts them.</summary>
    public int MaxMetadataBytes { get; init; } = 1 << 20;

    /// <summary>Longest name of a subject together with its context, of a reference or an alias, in bytes of UTF-8.</summary>
    public int MaxNameBytes { get; init; } = 2_048;

    /// <summary>Most references a schema may have, and pull in together with those of its references.</summary>
    public int MaxReferences { get; init; } = 1_000;

    /// <summary>Most bytes of text that the references of one schema may add up to.</summary>
    public int MaxReferencedBytes { get; init; } = 16 << 20;

    /// <summary>The level in force where none is configured.</summary>
    public CompatibilityLevel DefaultLevel { get; init; } = CompatibilityLevel.Backward;

    /// <summary>
    /// How long a subject is answered from memory before the store is asked whether it is still at that revision. Zero asks
    /// every time.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long it is tried to find out what became of a change whose commit got no answer, before its caller is told that nobody
    /// knows.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Memory for schema texts and parsed schemas in one silo, in bytes.</summary>
    public long CacheBytes { get; init; } = 64 << 20;

    /// <summary>
    /// Most subjects that stay active in one silo, where a large one counts as many; for a while there may be more of those that are in use.
    /// </summary>
    public int MaxLiveSubjects { get; init; } = 100_000;

    /// <summary>Memory for schemas while they are read, checked and compared in one silo, in bytes; see <see cref="Content.ParseBudget"/>.</summary>
    public long ParseBudgetBytes { get; init; } = 256 << 20;

    /// <summary>How long the cache that the cluster shares keeps a schema.</summary>
    public TimeSpan CacheTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Most contexts the registry may hold; 0 for any number.</summary>
    public int MaxContexts { get; init; }

    /// <summary>Most subjects the registry may hold, those with soft-deleted versions included; 0 for any number.</summary>
    public int MaxSubjects { get; init; }

    /// <summary>Most versions a subject may hold, soft-deleted ones included; 0 for any number.</summary>
    public int MaxVersionsPerSubject { get; init; }

    /// <summary>How long numbered changes are kept in the change log; zero keeps all, and only then the log explains the tables.</summary>
    public TimeSpan ChangeRetention { get; init; }

    /// <summary>How many versions of a subject are deleted for good in one commit, which then takes a fraction of a second.</summary>
    public int PurgeStep { get; init; } = 1_000;

    /// <summary>False refuses every change of a mode.</summary>
    public bool ModeMutability { get; init; } = true;
}

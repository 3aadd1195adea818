using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway;

/// <summary>The limits of the edge. Bound once at start.</summary>
public sealed record GatewayOptions
{
    /// <summary>Largest request body or gRPC message accepted, in bytes; larger ones get 413 or RESOURCE_EXHAUSTED.</summary>
    public int MaxRequestBytes { get; init; } = 20 << 20;

    /// <summary>Memory for answers that are not read yet and for bodies and messages that are still coming, in bytes.</summary>
    public long AnswerBudgetBytes { get; init; } = 256 << 20;

    /// <summary>Longest request target accepted, in bytes; longer ones get 414.</summary>
    public int MaxRequestTargetBytes { get; init; } = 32 << 10;

    /// <summary>Most schemas by id that one process keeps in memory.</summary>
    public int CacheMaxEntries { get; init; } = 50_000;

    /// <summary>Memory for encoded answers in one process, by id and by version, in bytes.</summary>
    public long CacheMaxBytes { get; init; } = 32 << 20;

    /// <summary>The part of it that answers by id take; the rest is for versions.</summary>
    public long CacheMaxBytesById => CacheMaxBytes / 4 * 3;

    /// <summary>How long a schema is answered from memory while nothing is heard of it.</summary>
    public TimeSpan CacheTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Names that requests may call this server by, besides loopback ones; a star stands for any.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = ["*"];

    /// <summary>Origins of other sites, such as <c>https://console.example.com</c>, whose pages may read and change what is here.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>The port that gRPC is served at, over HTTP/2 alone.</summary>
    public int GrpcPort { get; init; } = 9090;

    /// <summary>The port that metrics are served at, apart from the API.</summary>
    public int MetricsPort { get; init; } = 9091;

    /// <summary>Longest time that a call is tried again while the silo that it needs is gone.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The level in force where none is configured.</summary>
    public CompatibilityLevel DefaultLevel { get; init; } = CompatibilityLevel.Backward;

    /// <summary>The formats built in, as <c>/schemas/types</c> lists them.</summary>
    public IReadOnlyList<SchemaType> SchemaTypes { get; init; } = [SchemaType.Json, SchemaType.Protobuf, SchemaType.Avro];

    /// <summary>Shown by <c>/v1/metadata/id</c>.</summary>
    public string ClusterId { get; init; } = "schema-registry";

    /// <summary>Shown by <c>/v1/metadata/id</c>.</summary>
    public string ServiceId { get; init; } = "schema-registry";

    /// <summary>Shown by <c>/v1/metadata/version</c>.</summary>
    public string Version { get; init; } = BuildVersion.Number;

    /// <summary>Shown by <c>/v1/metadata/version</c>.</summary>
    public string Commit { get; init; } = BuildVersion.Commit;
}

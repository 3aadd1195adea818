using System.Net;
using SchemaRegistry.Gateway.Webhooks;
using SchemaRegistry.Grains.Webhooks;
using SchemaRegistry.Model;

namespace SchemaRegistry.Silo.Configuration;

public enum ClusteringKind
{
    Localhost,
    Postgres,
    Kubernetes,
}

/// <summary>What a process does.</summary>
public enum ProcessRole
{
    /// <summary>Holds a silo and answers requests.</summary>
    All,

    /// <summary>Holds a silo; answers nothing but probes.</summary>
    Silo,

    /// <summary>Answers requests with the help of silos elsewhere.</summary>
    Gateway,

    /// <summary>Brings the tables up to date and ends.</summary>
    Migrate,
}

/// <summary>All settings of a process, read once and valid.</summary>
public sealed record SiloConfiguration
{
    public required IPAddress ServerHost { get; init; }

    public required int ServerPort { get; init; }

    public required int GrpcPort { get; init; }

    public required int MetricsPort { get; init; }

    /// <summary>Null means SQLite.</summary>
    public required string? DatabaseUrl { get; init; }

    public required int DatabaseMaxConnections { get; init; }

    public required int DatabaseMinConnections { get; init; }

    public required string DataDirectory { get; init; }

    /// <summary>False leaves the tables to a process that migrates.</summary>
    public required bool DatabaseMigrate { get; init; }

    public required ProcessRole Role { get; init; }

    public required ClusteringKind Clustering { get; init; }

    public required IPAddress SiloHost { get; init; }

    /// <summary>Set when silos find each other through the Kubernetes API.</summary>
    public required string? PodName { get; init; }

    /// <inheritdoc cref="PodName"/>
    public required string? PodNamespace { get; init; }

    public required int SiloPort { get; init; }

    /// <summary>The Orleans gateway port, which clients of the cluster connect to.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>Names that requests may call this process by, besides loopback ones; a star stands for any.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>Other sites whose pages may read and change what is here.</summary>
    public required IReadOnlyList<string> CorsOrigins { get; init; }

    public required string Region { get; init; }

    /// <summary>Null means none.</summary>
    public required string? RedisUrl { get; init; }

    public required long CacheMaxBytes { get; init; }

    public required int CacheMaxSize { get; init; }

    public required TimeSpan CacheTtl { get; init; }

    public required int MaxSchemaBytes { get; init; }

    public required int MaxMetadataBytes { get; init; }

    public required int MaxNameBytes { get; init; }

    public required int MaxRequestBytes { get; init; }

    public required long ParseBudgetBytes { get; init; }

    public required long AnswerBudgetBytes { get; init; }

    public required int MaxContexts { get; init; }

    public required int MaxSubjects { get; init; }

    public required int MaxVersionsPerSubject { get; init; }

    public required CompatibilityLevel DefaultLevel { get; init; }

    public required bool ModeMutability { get; init; }

    public required TimeSpan Lease { get; init; }

    /// <summary>Longest time that a request is tried again.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    /// <summary>How long the process still serves after it was asked to stop; zero when no other process could take over.</summary>
    public required TimeSpan DrainDelay { get; init; }

    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>Zero keeps all.</summary>
    public required TimeSpan ChangeRetention { get; init; }

    public required WebhookOptions Webhooks { get; init; }

    public required WebhookSenderOptions WebhookSending { get; init; }

    /// <summary>Null means no traces.</summary>
    public required Uri? OtlpEndpoint { get; init; }

    public required LogLevel LogLevel { get; init; }

    public required bool LogsJson { get; init; }

    public bool HasSilo => Role is ProcessRole.All or ProcessRole.Silo;

    public bool HasApi => Role is ProcessRole.All or ProcessRole.Gateway;

    public string DatabaseFile => Path.Combine(DataDirectory, "registry.db");

    /// <exception cref="SettingException">A variable holds what it does not accept, or two contradict each other.</exception>
    public static SiloConfiguration Read(Func<string, string?> variable)
    {
        var reader = new EnvironmentReader(variable);
        var configuration = new SiloConfiguration
        {
            ServerHost = reader.Address(Settings.ServerHost),
            ServerPort = reader.Port(Settings.ServerPort),
            GrpcPort = reader.Port(Settings.GrpcPort),
            MetricsPort = reader.Port(Settings.MetricsPort),
            DatabaseUrl = reader.TextOf(Settings.DatabaseUrl.Name),
            DatabaseMaxConnections = reader.Int(Settings.DatabaseMaxConnections, 1, 10_000),
            DatabaseMinConnections = reader.Int(Settings.DatabaseMinConnections, 0, 10_000),
            DataDirectory = reader.Text(Settings.DataDir),
            DatabaseMigrate = reader.OneOf(Settings.DatabaseMigrate, ("true", true), ("false", false)),
            Role = reader.OneOf(
                Settings.Role,
                ("all", ProcessRole.All),
                ("silo", ProcessRole.Silo),
                ("gateway", ProcessRole.Gateway),
                ("migrate", ProcessRole.Migrate)),
            Clustering = reader.OneOf(
                Settings.Clustering,
                ("localhost", ClusteringKind.Localhost),
                ("postgres", ClusteringKind.Postgres),
                ("kubernetes", ClusteringKind.Kubernetes)),
            SiloHost = ReadSiloHost(reader),
            PodName = reader.TextOf(Settings.PodName.Name),
            PodNamespace = reader.TextOf(Settings.PodNamespace.Name),
            SiloPort = reader.Port(Settings.SiloPort),
            GatewayPort = reader.Port(Settings.GatewayPort),
            AllowedHosts = OriginSettings.ReadAllowedHosts(reader),
            CorsOrigins = OriginSettings.ReadOrigins(reader),
            Region = reader.Text(Settings.Region),
            RedisUrl = reader.TextOf(Settings.RedisUrl.Name),
            CacheMaxBytes = reader.Long(Settings.CacheMaxBytes, 1 << 20),
            CacheMaxSize = reader.Int(Settings.CacheMaxSize, 1, int.MaxValue),
            CacheTtl = TimeSpan.FromSeconds(reader.Int(Settings.CacheTtl, 1, 604_800)),
            MaxSchemaBytes = reader.Int(Settings.MaxSchemaBytes, 1, int.MaxValue),
            MaxMetadataBytes = reader.Int(Settings.MaxMetadataBytes, 1, int.MaxValue),
            MaxNameBytes = reader.Int(Settings.MaxNameBytes, 16, int.MaxValue),
            MaxRequestBytes = reader.Int(Settings.MaxRequestBytes, 1_024, int.MaxValue - 1),
            ParseBudgetBytes = ReadBudget(reader, Settings.ParseBudgetBytes),
            AnswerBudgetBytes = ReadBudget(reader, Settings.AnswerBudgetBytes),
            MaxContexts = reader.Int(Settings.MaxContexts, 0, int.MaxValue),
            MaxSubjects = reader.Int(Settings.MaxSubjects, 0, int.MaxValue),
            MaxVersionsPerSubject = reader.Int(Settings.MaxVersionsPerSubject, 0, int.MaxValue),
            DefaultLevel = CompatibilityNames.TryParse(reader.Text(Settings.CompatibilityLevel), out CompatibilityLevel level)
                ? level
                : throw reader.Refuse(Settings.CompatibilityLevel),
            ModeMutability = reader.OneOf(Settings.ModeMutability, ("true", true), ("false", false)),
            Lease = TimeSpan.FromMilliseconds(reader.Int(Settings.Lease, 0, 60_000)),
            RequestTimeout = TimeSpan.FromSeconds(reader.Int(Settings.RequestTimeout, 1, 600)),
            DrainDelay = ReadDrainDelay(reader),
            DrainTimeout = TimeSpan.FromSeconds(reader.Int(Settings.DrainSeconds, 1, 600)),
            ChangeRetention = ReadRetention(reader),
            Webhooks = new WebhookOptions
            {
                MaxWebhooks = reader.Int(Settings.MaxWebhooks, 0, 10_000),
                MaxAttempts = reader.Int(Settings.WebhookMaxAttempts, 1, 100),
                MaxDeadLetters = reader.Int(Settings.WebhookMaxDeadLetters, 0, 100_000),
                FirstPause = TimeSpan.FromMilliseconds(reader.Int(Settings.WebhookRetry, 10, 600_000)),
            },
            WebhookSending = new WebhookSenderOptions
            {
                AllowPrivate = reader.OneOf(Settings.WebhookAllowPrivate, ("true", true), ("false", false)),
                Timeout = TimeSpan.FromMilliseconds(reader.Int(Settings.WebhookTimeout, 100, 60_000)),
            },
            OtlpEndpoint = ReadOtlpEndpoint(reader),
            LogLevel = ReadLogLevel(reader),
            LogsJson = reader.OneOf(Settings.LogFormat, ("text", false), ("json", true)),
        };
        SettingsValidation.Check(configuration, reader);
        return configuration;
    }

    // A repeated request is recognised by its entry in the change log, so at least a day of it is kept.
    private static TimeSpan ReadRetention(EnvironmentReader reader)
    {
        const int MostHours = 1_000_000;
        var hours = reader.Int(Settings.ChangeRetention, 0, MostHours);
        return hours is 0 or >= 24 ? TimeSpan.FromHours(hours) : throw reader.Refuse(Settings.ChangeRetention);
    }

    // Where nothing limits the heap, it may take all of the machine's memory.
    private static long ReadBudget(EnvironmentReader reader, Setting setting)
    {
        const long Least = 1 << 20;
        return reader.TextOf(setting.Name) is null
            ? Math.Max(Least, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8)
            : reader.Long(setting, Least);
    }

    private static TimeSpan ReadDrainDelay(EnvironmentReader reader)
    {
        var delay = TimeSpan.FromSeconds(reader.Int(Settings.DrainDelay, 0, 300));
        var half = TimeSpan.FromSeconds(reader.Int(Settings.DrainSeconds, 1, 600)) / 2;
        var isAlone = reader.Text(Settings.Clustering).Equals(Settings.Clustering.Default, StringComparison.OrdinalIgnoreCase);
        return isAlone ? TimeSpan.Zero : delay < half ? delay : half;
    }

    private static IPAddress ReadSiloHost(EnvironmentReader reader)
    {
        var isPod = reader.Text(Settings.Clustering).Equals("kubernetes", StringComparison.OrdinalIgnoreCase);
        var isGiven = reader.TextOf(Settings.SiloHost.Name) is not null || reader.TextOf(Settings.PodIp.Name) is null;
        return reader.Address(isPod && !isGiven ? Settings.PodIp : Settings.SiloHost);
    }

    private static Uri? ReadOtlpEndpoint(EnvironmentReader reader)
    {
        if (reader.TextOf(Settings.OtlpEndpoint.Name) is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? url
            : throw reader.Refuse(Settings.OtlpEndpoint);
    }

    // RUST_LOG, the deprecated name, may hold directives per module after the level, which are ignored.
    private static LogLevel ReadLogLevel(EnvironmentReader reader)
    {
        var text = reader.TextOf(Settings.LogLevel.Name) ?? reader.TextOf("RUST_LOG")?.Split(',')[0] ?? Settings.LogLevel.Default;
        return text.ToUpperInvariant() switch
        {
            "TRACE" => LogLevel.Trace,
            "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Information,
            "WARN" or "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "OFF" => LogLevel.None,
            _ => throw reader.Refuse(Settings.LogLevel),
        };
    }
}

namespace SchemaRegistry.Silo.Configuration;

/// <summary>All environment variables, as <c>docs/configuration.md</c> lists them.</summary>
public static class Settings
{
    public static readonly Setting ServerHost = new(
        "SERVER_HOST", "127.0.0.1", "an IP address", "Address that REST, gRPC and metrics listen at. Anything but loopback needs `AUTH`.");

    public static readonly Setting ServerPort = new("SERVER_PORT", "8080", "a port, 1 to 65535", "Port of the REST API, `/health` and `/ready`.");

    public static readonly Setting GrpcPort = new(
        "GRPC_PORT", "9090", "a port, 1 to 65535", "Port of the gRPC API, over HTTP/2 without TLS.");

    public static readonly Setting MetricsPort = new("METRICS_PORT", "9091", "a port, 1 to 65535", "Port of `/metrics`, in the Prometheus text format.");

    public static readonly Setting DatabaseUrl = new(
        "DATABASE_URL", "", "`postgresql://user:password@host:port/database?sslmode=require`, several hosts allowed", "PostgreSQL to store in. Without it the registry stores in SQLite under `DATA_DIR`.");

    public static readonly Setting DatabaseMaxConnections = new(
        "DATABASE_MAX_CONNECTIONS", "50", "a number, 1 to 10000", "Most connections to PostgreSQL that one process opens.");

    public static readonly Setting DatabaseMinConnections = new(
        "DATABASE_MIN_CONNECTIONS", "10", "a number, 0 to 10000", "Connections to PostgreSQL that one process keeps open.");

    public static readonly Setting DatabaseMigrate = new(
        "DATABASE_MIGRATE", "true", "`true` or `false`", "Whether this process brings the tables up to date when it starts. `false` waits until another one has, as a process with `ROLE=migrate` does.");

    public static readonly Setting DataDir = new("DATA_DIR", "./data", "a folder", "Where the SQLite file lies.");

    public static readonly Setting Role = new(
        "ROLE", "all", "`all`, `silo`, `gateway` or `migrate`", "What this process does: everything; subjects without an API; the API alone, for silos elsewhere; or bring the tables up to date and end.");

    public static readonly Setting Clustering = new(
        "CLUSTERING", "localhost", "`localhost`, `postgres` or `kubernetes`", "How silos find each other: not at all, through a table in PostgreSQL, or through the Kubernetes API.");

    public static readonly Setting SiloHost = new(
        "SILO_HOST", "127.0.0.1", "an IP address", "Address that other silos and gateways reach this process at. With `CLUSTERING=kubernetes` the default is `POD_IP`.");

    public static readonly Setting PodName = new("POD_NAME", "", "the pod's `metadata.name`", "Name of this process in the cluster; needed with `CLUSTERING=kubernetes`.");

    public static readonly Setting PodNamespace = new(
        "POD_NAMESPACE", "", "the pod's `metadata.namespace`", "Namespace of the pods and of the cluster's objects; needed with `CLUSTERING=kubernetes`.");

    public static readonly Setting PodIp = new("POD_IP", "", "the pod's `status.podIP`", "Address of the pod; see `SILO_HOST`.");

    public static readonly Setting SiloPort = new("SILO_PORT", "11111", "a port, 1 to 65535", "Port for calls between silos.");

    public static readonly Setting GatewayPort = new("GATEWAY_PORT", "30000", "a port, 1 to 65535", "Orleans gateway port: silos take calls from processes with `ROLE=gateway` there.");

    public static readonly Setting Auth = new(
        "AUTH", "", "`none`", "`none` says that whoever reaches the port may do everything; needed when `SERVER_HOST` is not loopback.");

    public static readonly Setting AllowedHosts = new(
        "ALLOWED_HOSTS", "", "host names without ports, separated by commas, or `*`", "Names that requests may call this server by, besides loopback ones; others get 421, but for probes and metrics. Without it any where `SERVER_HOST` is not loopback, else loopback ones alone.");

    public static readonly Setting CorsOrigins = new(
        "CORS_ORIGINS", "", "origins such as `https://console.example.com`, separated by commas", "Sites whose pages may read and change what is here; changes by pages of others get 403.");

    public static readonly Setting Region = new("REGION", "local", "letters, digits and `-`", "Name of the region that this cluster writes in.");

    public static readonly Setting RedisUrl = new(
        "REDIS_URL", "", "`redis://user:password@host:6379/0`, with TLS `rediss://`", "Redis that the processes of a cluster share as a second cache. Without it each has its own memory alone.");

    public static readonly Setting CacheMaxBytes = new(
        "CACHE_MAX_BYTES", "67108864", "bytes, 1 MiB or more", "Memory for cached schemas in one process: half for answers by id, half for texts, parsed schemas and answers to registrations.");

    public static readonly Setting CacheMaxSize = new(
        "CACHE_MAX_SIZE", "50000", "a number, 1 or more", "Most schemas by id that one process keeps in memory.");

    public static readonly Setting CacheTtl = new(
        "CACHE_TTL", "3600", "seconds, 1 to 604800", "How long a schema by id is answered from a cache while nothing is heard of it. Changes take it out at once.");

    public static readonly Setting MaxSchemaBytes = new(
        "MAX_SCHEMA_BYTES", "8388608", "bytes, 1 or more", "Largest schema text accepted, as it is sent and as it would be stored; larger ones get 42209.");

    public static readonly Setting MaxMetadataBytes = new(
        "MAX_METADATA_BYTES", "1048576", "bytes, 1 or more", "Most metadata and rules of a schema, inherited ones included, and most of a configuration; each name and value counts 16 beside its own. More gets 42292.");

    public static readonly Setting MaxNameBytes = new(
        "MAX_NAME_BYTES", "2048", "bytes, 16 or more", "Longest name of a subject with its context, of a reference or an alias; longer ones get 42291.");

    public static readonly Setting ParseBudgetBytes = new(
        "PARSE_BUDGET_BYTES", "", "bytes, 1 MiB or more", "Memory for schemas while they are read, checked and compared. Who finds no room waits, after 10 s in vain gets 503. Default: an eighth of what the heap may take.");

    public static readonly Setting AnswerBudgetBytes = new(
        "ANSWER_BUDGET_BYTES", "", "bytes, 1 MiB or more", "Memory for answers that their callers have not read yet, and for bodies and messages that are still coming; a quarter of it for one connection. Default: an eighth of what the heap may take.");

    public static readonly Setting MaxContexts = new(
        "MAX_CONTEXTS", "0", "a number, 0 for no limit", "Most contexts; a registration that would begin another gets 42205.");

    public static readonly Setting MaxSubjects = new(
        "MAX_SUBJECTS", "0", "a number, 0 for no limit", "Most subjects; a registration that would begin another gets 42205.");

    public static readonly Setting MaxVersionsPerSubject = new(
        "MAX_VERSIONS_PER_SUBJECT", "0", "a number, 0 for no limit", "Most versions of a subject, soft-deleted ones included; another one gets 42205.");

    public static readonly Setting MaxRequestBytes = new(
        "MAX_REQUEST_BYTES", "20971520", "bytes, 1024 or more", "Largest request body or gRPC message accepted; larger ones get 413 or `RESOURCE_EXHAUSTED`.");

    public static readonly Setting CompatibilityLevel = new(
        "SCHEMA_COMPATIBILITY_LEVEL", "BACKWARD", "`NONE`, `BACKWARD`, `FORWARD`, `FULL`, or one of the last three with `_TRANSITIVE`", "Level in force where none is configured.");

    public static readonly Setting ModeMutability = new(
        "MODE_MUTABILITY", "true", "`true` or `false`", "`false` refuses every change of a mode.");

    public static readonly Setting Lease = new(
        "LEASE_MILLISECONDS", "2000", "milliseconds, 0 to 60000", "How long a subject is answered from memory before the store is asked for its revision. 0 asks every time.");

    public static readonly Setting RequestTimeout = new(
        "REQUEST_TIMEOUT_SECONDS", "30", "seconds, 1 to 600", "How long a request is worked on that does not come to an end: it is tried again while a silo that it needs is gone, what became of a change is looked for, a long change goes on in steps. A gRPC deadline that comes first counts.");

    public static readonly Setting DrainDelay = new(
        "DRAIN_DELAY_SECONDS", "5", "seconds, 0 to 300", "How long a process of a cluster that was asked to stop goes on serving while `/ready` already says no, so that load balancers turn away. At most half of `DRAIN_SECONDS`; a process on its own does not wait.");

    public static readonly Setting DrainSeconds = new(
        "DRAIN_SECONDS", "30", "seconds, 1 to 600", "Longest time that a process which was asked to stop takes to end, `DRAIN_DELAY_SECONDS` included.");

    public static readonly Setting ChangeRetention = new(
        "CHANGE_RETENTION_HOURS", "0", "hours, 24 or more; 0 keeps all", "How long changes are kept in the change log. Only the whole log can rebuild the registry; followers that are further behind have to start again.");

    public static readonly Setting MaxWebhooks = new("MAX_WEBHOOKS", "100", "a number, 0 for none", "Most webhooks; another one gets 42205.");

    public static readonly Setting WebhookAllowPrivate = new(
        "WEBHOOK_ALLOW_PRIVATE", "false", "`true` or `false`", "Whether webhooks may be at private, loopback and link-local addresses.");

    public static readonly Setting WebhookTimeout = new(
        "WEBHOOK_TIMEOUT_MILLISECONDS", "10000", "milliseconds, 100 to 60000", "How long one delivery to a webhook may take.");

    public static readonly Setting WebhookMaxAttempts = new(
        "WEBHOOK_MAX_ATTEMPTS", "15", "a number, 1 to 100", "After so many failed deliveries an event becomes a dead letter.");

    public static readonly Setting WebhookRetry = new(
        "WEBHOOK_RETRY_MILLISECONDS", "1000", "milliseconds, 10 to 600000", "Pause after the first failed delivery; it doubles with each further one, up to 10 minutes, and varies by half.");

    public static readonly Setting WebhookMaxDeadLetters = new(
        "WEBHOOK_MAX_DEAD_LETTERS", "1000", "a number, 0 to 100000", "Most dead letters of one webhook; when there are more it is suspended.");

    public static readonly Setting OtlpEndpoint = new(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "", "a URL, such as `http://collector:4317`", "Collector that traces are sent to, over gRPC. Without it none are made.");

    public static readonly Setting LogLevel = new(
        "LOG_LEVEL", "info", "`trace`, `debug`, `info`, `warn`, `error` or `off`", "Least severe level that is logged. `RUST_LOG` is read when this is not set; its first word counts.");

    public static readonly Setting LogFormat = new("LOG_FORMAT", "text", "`text` or `json`", "Form of log lines.");

    public static IReadOnlyList<Setting> All { get; } =
    [
        ServerHost, ServerPort, GrpcPort, MetricsPort, DatabaseUrl, DatabaseMaxConnections, DatabaseMinConnections, DatabaseMigrate,
        DataDir, Role, Clustering, SiloHost, PodName, PodNamespace, PodIp, SiloPort, GatewayPort, Auth, AllowedHosts, CorsOrigins, Region,
        RedisUrl, CacheMaxBytes, CacheMaxSize, CacheTtl,
        MaxSchemaBytes, MaxMetadataBytes, MaxNameBytes, MaxRequestBytes, ParseBudgetBytes, AnswerBudgetBytes, MaxContexts, MaxSubjects, MaxVersionsPerSubject,
        CompatibilityLevel, ModeMutability, Lease, RequestTimeout, DrainDelay, DrainSeconds, ChangeRetention,
        MaxWebhooks, WebhookAllowPrivate, WebhookTimeout, WebhookMaxAttempts, WebhookRetry, WebhookMaxDeadLetters,
        OtlpEndpoint, LogLevel, LogFormat,
    ];
}

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>Which PostgreSQL to use, and how much of it.</summary>
/// <param name="Url"><c>postgresql://user:password@host:5432/database?sslmode=require</c>; see <see cref="PostgresUrl"/>.</param>
/// <param name="MaxConnections">Connections this process opens at most.</param>
/// <param name="MinConnections">Connections kept open when idle.</param>
/// <param name="Region">Written into every change this store makes.</param>
public sealed record PostgresStoreOptions(
    string Url,
    int MaxConnections = PostgresStoreOptions.DefaultMaxConnections,
    int MinConnections = 0,
    string Region = StoreDefaults.Region)
{
    public const int DefaultMaxConnections = 20;

    /// <summary>How long a commit is waited for before its outcome is unknown; longer than the server lets its statement take.</summary>
    public TimeSpan CommitPatience { get; init; } = TimeSpan.FromSeconds(6);
}

using Npgsql;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>The time-outs and the pool of every connection to PostgreSQL.</summary>
internal static class PostgresConnections
{
    /// <summary>Longer than the server's own, so that a slow statement ends with the server's clear answer.</summary>
    private const int CommandSeconds = 6;

    /// <summary>
    /// The server ends what a client has left behind that is gone without a word, in about 10 s, and with it the locks of a trip of
    /// which it has seen one half.
    /// </summary>
    private const string GoneClients =
        "-c idle_in_transaction_session_timeout=5000 "
        + "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3";

    private const string ServerTimeouts = $"-c statement_timeout=5000 -c lock_timeout=2000 {GoneClients}";

    /// <summary>Looking for changes may once take longer.</summary>
    private const string SessionTimeouts = $"-c statement_timeout=60000 -c lock_timeout=5000 {GoneClients}";

    private const int SessionCommandSeconds = 61;

    /// <summary>
    /// Every statement of ours reads few rows by an index. While statistics lag behind a table that grows fast, the planner would
    /// rather read and sort it whole: seen as 150 ms instead of 1 for a page of a list over 300,000 subjects.
    /// </summary>
    private const string ByIndex =
        "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    private const string MigrationTimeouts = $"-c statement_timeout=0 -c lock_timeout=500 {GoneClients}";

    /// <exception cref="FormatException">The URL cannot be read.</exception>
    public static NpgsqlDataSource Open(PostgresStoreOptions options)
    {
        var connection = Parse(options.Url, $"{ServerTimeouts} {ByIndex}");
        connection.MaxPoolSize = options.MaxConnections;
        connection.MinPoolSize = Math.Min(options.MinConnections, options.MaxConnections);
        connection.CommandTimeout = CommandSeconds;
        connection.CancellationTimeout = 500;
        connection.MaxAutoPrepare = 64;
        connection.AutoPrepareMinUsages = 2;
        connection.NoResetOnClose = true;
        connection.HostRecheckSeconds = 2;
        return Build(connection, "registry");
    }

    /// <summary>For one connection that is held for long, and ended and not given back.</summary>
    public static NpgsqlDataSource OpenSession(PostgresStoreOptions options)
    {
        var connection = Parse(options.Url, $"{SessionTimeouts} {ByIndex}");
        (connection.MaxPoolSize, connection.MinPoolSize) = (1, 0);
        connection.CommandTimeout = SessionCommandSeconds;
        connection.CancellationTimeout = 500;
        connection.HostRecheckSeconds = 2;
        return Build(connection, "session");
    }

    /// <exception cref="FormatException">The URL cannot be read.</exception>
    public static NpgsqlDataSource OpenForMembership(string url, int maxConnections)
    {
        var connection = Parse(url, ServerTimeouts);
        (connection.MaxPoolSize, connection.MinPoolSize) = (maxConnections, 0);
        connection.CommandTimeout = CommandSeconds;
        connection.SearchPath = "registry";
        return Build(connection, "membership");
    }

    /// <summary>A connection of its own, on which a migration may take its time, but not wait long for a lock.</summary>
    public static NpgsqlDataSource OpenForMigrations(PostgresStoreOptions options)
    {
        var connection = Parse(options.Url, MigrationTimeouts);
        connection.Pooling = false;
        connection.CommandTimeout = 0;
        return Build(connection, "migrations");
    }

    // By its name metrics show a pool; without one they would show the host, the database and the user.
    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder connection, string name) =>
        new NpgsqlDataSourceBuilder(connection.ToString()) { Name = name }.NoticeLostPeers().Build();

    private static NpgsqlConnectionStringBuilder Parse(string url, string serverOptions)
    {
        if (!PostgresUrl.TryParse(url, out var connection, out var error))
        {
            throw new FormatException(error);
        }

        connection.ApplicationName ??= "schema-registry";
        connection.Options = connection.Options is null ? serverOptions : $"{serverOptions} {connection.Options}";
        connection.TcpKeepAlive = true;
        connection.TcpKeepAliveTime = 5;
        connection.TcpKeepAliveInterval = 1;
        connection.IncludeErrorDetail = false;
        return connection;
    }
}

using System.Data.Common;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Postgres.Membership;

/// <summary>
/// Connections for Orleans' membership table: few, apart from those of the store, with our schema on the search path, where
/// the provider finds its statements.
/// </summary>
public static class PostgresMembership
{
    private const int MaxConnections = 4;

    /// <exception cref="FormatException">The URL cannot be read; the message names the variable.</exception>
    public static DbDataSource Open(string url) => PostgresConnections.OpenForMembership(url, MaxConnections);
}

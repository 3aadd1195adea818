using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>What operators are told of the way to PostgreSQL.</summary>
public sealed partial class PostgresEvents(IMeterFactory meters, TimeProvider clock, ILogger<PostgresEvents> logger)
{
    public const string MeterName = "SchemaRegistry.Store";
    private readonly Sparingly _refusals = new(clock, TimeSpan.FromSeconds(10));

    private readonly Counter<long> _refused = meters.Create(MeterName).CreateCounter<long>(
        "schema_registry.store.connections.refused",
        "{connection}",
        "Connections that PostgreSQL refused because it has no more; those that there were went on.");

    /// <summary>The server has no further connection for this process.</summary>
    internal void Refused(int left, string reason)
    {
        _refused.Add(1);
        if (_refusals.Next() is { } times)
        {
            LogRefused(times, left, reason);
        }
    }

    [LoggerMessage(301, LogLevel.Warning, "PostgreSQL refused {Times} more connections; working with {Left}: {Reason}")]
    private partial void LogRefused(int times, int left, string reason);
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>What metrics, which anyone may read who reaches their port, tell of the database.</summary>
[Requires("postgresql")]
public sealed class PoolNameTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Metrics_show_no_host_user_or_database()
    {
        var tags = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Npgsql")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        Collect<int>(listener, tags);
        Collect<long>(listener, tags);
        Collect<double>(listener, tags);
        listener.Start();
        await using var store = new PostgresStore(new PostgresStoreOptions(fixture.Url));
        await store.Ping(TestContext.Current.CancellationToken);
        listener.RecordObservableInstruments();

        Assert.True(PostgresUrl.TryParse(fixture.Url, out var secret, out _));
        Assert.Contains("registry", tags);
        var ours = tags.Where(tag => tag.Contains(secret.Database!, StringComparison.Ordinal) && tag.Contains("schema-registry", StringComparison.Ordinal));
        Assert.Empty(ours);
    }

    private static void Collect<T>(MeterListener listener, ConcurrentBag<string> tags)
        where T : struct => listener.SetMeasurementEventCallback<T>((_, _, measured, _) =>
    {
        foreach (var tag in measured)
        {
            tags.Add($"{tag.Value}");
        }
    });
}

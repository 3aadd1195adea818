using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests;

/// <summary>A database that cannot be reached or is not trusted: what is told names the reason, not only that there is one.</summary>
public sealed class UntrustedServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_that_is_not_trusted_is_said_to_be_that()
    {
        await using var server = new UntrustedServer(isPostgres: true);
        await using var store = new PostgresStore(new PostgresStoreOptions(
            $"postgresql://registry:secret@127.0.0.1:{server.Port}/registry?sslmode=verify-full", 1, 0, "local"));

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Ping(Cancel));

        AssertTells(fault.Message);
    }

    [Fact]
    public async Task PostgreSQL_that_nobody_serves_is_said_to_refuse_the_connection()
    {
        await using var store = new PostgresStore(new PostgresStoreOptions(
            $"postgresql://registry:secret@127.0.0.1:{FreePort.Next()}/registry", 1, 0, "local"));

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Ping(Cancel));

        Assert.Contains("Connection refused", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertTells(string told)
    {
        Assert.Contains("certificate", told, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told);
    }
}

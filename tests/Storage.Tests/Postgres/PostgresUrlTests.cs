using Npgsql;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Tests.Postgres;

public sealed class PostgresUrlTests
{
    [Theory]
    [InlineData("postgresql://user:pass@host:5433/db", "Host=host:5433;Username=user;Password=pass;Database=db")]
    [InlineData("postgres://host/db", "Host=host:5432;Database=db")]
    [InlineData("postgresql://u%40x:p%3A%2F%3f@h/d%20b", "Host=h:5432;Username=u@x;Password=p:/?;Database=d b")]
    [InlineData("postgresql://u:p@ss@h/db", "Host=h:5432;Username=u;Password=p@ss;Database=db")]
    [InlineData("postgresql://a,b:6000,[::1]:7000/db", "Host=a:5432,b:6000,[::1]:7000;Target Session Attributes=primary;Database=db")]
    [InlineData("postgresql://a,b/db?target_session_attrs=any", "Host=a:5432,b:5432;Target Session Attributes=any;Database=db")]
    [InlineData("postgresql://%2Fvar%2Frun%2Fpostgresql/db", "Host=/var/run/postgresql;Database=db")]
    [InlineData("postgresql:///db?host=/run/pg&user=me", "Host=/run/pg;Username=me;Database=db")]
    [InlineData("postgresql://h/db?sslmode=require&connect_timeout=7", "Host=h:5432;Database=db;SSL Mode=Require;Timeout=7")]
    [InlineData(
        "postgresql://h/db?sslmode=verify-full&sslrootcert=/ca.pem&application_name=x",
        "Host=h:5432;Database=db;SSL Mode=VerifyFull;Root Certificate=/ca.pem;Application Name=x")]
    public void A_url_is_read_as_libpq_reads_it(string url, string expected)
    {
        Assert.True(PostgresUrl.TryParse(url, out var connection, out _));
        Assert.True(new NpgsqlConnectionStringBuilder("Timeout=2;" + expected).EquivalentTo(connection), connection.ToString());
    }

    [Theory]
    [InlineData("", "must begin with postgresql://")]
    [InlineData("mysql://h/db", "must begin with postgresql://")]
    [InlineData("Host=h", "must begin with postgresql://")]
    [InlineData("postgresql://h:0/db", "port")]
    [InlineData("postgresql://h:x/db", "port")]
    [InlineData("postgresql://h/db?sslmode=yes", "sslmode=yes is not one of disable, allow")]
    [InlineData("postgresql://h/db?connect_timeout=0", "connect_timeout")]
    [InlineData("postgresql://h/db?pool=5", "unknown parameter pool; known are sslmode")]
    public void What_cannot_be_read_is_named_with_the_variable(string url, string reason)
    {
        Assert.False(PostgresUrl.TryParse(url, out _, out var error));
        Assert.StartsWith("DATABASE_URL: ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://u:secret@h:99999/db")]
    [InlineData("postgresql://u:secret/part@h/db")]
    [InlineData("postgresql://u:a?secret@h/db")]
    [InlineData("postgresql://u:a?sslmode=secret@h/db")]
    public void A_password_is_in_no_error(string url)
    {
        Assert.False(PostgresUrl.TryParse(url, out _, out var error));
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }
}

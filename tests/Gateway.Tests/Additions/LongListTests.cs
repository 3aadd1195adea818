using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Additions;

/// <summary>A registry with 20,000 subjects: one that was registered, copied in the store while the registry was down.</summary>
public sealed class FullRegistry : OwnRegistry, IAsyncLifetime
{
    public const int Subjects = 20_000;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        using var body = new StringContent("""{"schema":"\"string\""}""", null, "application/json");
        using var answer = await Process.Client.PostAsync(new Uri("subjects/a-name-of-common-length-00000/versions", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        if (DatabaseUrl is { } url)
        {
            await CopyInPostgres(url);
            return;
        }

        await Process.Terminate();
        await CopyInSqlite();
        await Restart();
    }

    private static async Task CopyInPostgres(string url)
    {
        await using var store = new NpgsqlConnection(PostgresServer.ConnectionString(url));
        await store.OpenAsync();
        await using var copy = store.CreateCommand();
        copy.CommandText =
            $"""
            INSERT INTO registry.subjects (context_id, name, qualified, key, revision, live_versions, versions)
            SELECT s.context_id, c.name, c.name, sha256(convert_to(c.name, 'UTF8')), 1, 1, 1
            FROM registry.subjects s, generate_series(1, {Subjects - 1}) n, LATERAL (SELECT left(s.name, 24) || lpad(n::text, 5, '0')) c (name);
            INSERT INTO registry.versions (subject_id, version, context_id, id, deleted, created_at)
            SELECT s.subject_id, v.version, v.context_id, v.id, false, v.created_at
            FROM registry.subjects s, registry.versions v WHERE s.subject_id <> v.subject_id;
            """;
        await copy.ExecuteNonQueryAsync();
    }

    private async Task CopyInSqlite()
    {
        await using var store = new SqliteConnection($"Data Source={Path.Combine(Folder, "data", "registry.db")};Pooling=False");
        await store.OpenAsync();
        await using var copy = store.CreateCommand();
        copy.CommandText =
            $"""
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {Subjects - 1})
            INSERT INTO subjects (context_id, name, qualified, revision, live_versions, versions)
            SELECT context_id, substr(name, 1, 24) || printf('%05d', n), substr(qualified, 1, 24) || printf('%05d', n), 1, 1, 1
            FROM subjects, number;
            INSERT INTO versions (subject_id, version, context_id, id, deleted, created_at)
            SELECT s.subject_id, v.version, v.context_id, v.id, 0, v.created_at FROM subjects s, versions v WHERE s.subject_id <> v.subject_id;
            """;
        await copy.ExecuteNonQueryAsync();
    }
}

/// <summary>Long lists are written while they are read.</summary>
[Slow]
public sealed class LongListTests(FullRegistry registry) : RestTests(registry.Process), IClassFixture<FullRegistry>
{
    private const int SlowReaders = 50;
    private const int AllowedGrowth = 48 << 20;

    [Fact]
    public async Task The_first_byte_comes_in_less_than_half_the_time_of_the_whole()
    {
        var (first, whole) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 20; round++)
        {
            var watch = Stopwatch.StartNew();
            await using var list = await Registry.Client.GetStreamAsync(new Uri("subjects", UriKind.Relative), Token);
            await list.ReadExactlyAsync(new byte[1], Token);
            first = watch.Elapsed < first ? watch.Elapsed : first;
            await list.CopyToAsync(Stream.Null, Token);
            whole = watch.Elapsed < whole ? watch.Elapsed : whole;
        }

        Assert.InRange(first, TimeSpan.Zero, whole / 2);
    }

    [Theory]
    [InlineData("/subjects?offset=19998&limit=5")]
    [InlineData("/subjects?offset=19998")]
    [InlineData("/subjects?deleted=true&offset=19998")]
    public async Task What_lies_behind_a_large_offset_is_listed(string list) =>
        Assert.Equal(["a-name-of-common-length-19998", "a-name-of-common-length-19999"], (await Get(list)).IsOk().Names);

    [Theory]
    [InlineData("/schemas?offset=19998&limit=5")]
    [InlineData("/schemas?offset=19998")]
    [InlineData("/schemas?latestOnly=true&offset=19998")]
    [InlineData("/schemas?deleted=true&aliases=true&offset=19998")]
    public async Task Schemas_behind_a_large_offset_are_listed(string list) => Assert.Equal(
        ["a-name-of-common-length-19998", "a-name-of-common-length-19999"],
        (await Get(list)).IsOk().Json.EnumerateArray().Select(schema => schema.GetProperty("subject").GetString()!));

    [Theory]
    [InlineData("/subjects?offset=20000")]
    [InlineData("/subjects?offset=2147483647&limit=5")]
    [InlineData("/schemas?offset=20000")]
    [InlineData("/schemas?latestOnly=true&offset=2147483647")]
    public async Task Behind_the_last_there_is_nothing(string list) => (await Get(list)).IsJson("[]");

    [Fact]
    public async Task Readers_that_stop_half_way_cost_no_memory()
    {
        Assert.Equal(FullRegistry.Subjects, (await Get("/subjects")).Names.Length);
        var before = ResidentBytes();
        var readers = await Task.WhenAll(Enumerable.Range(0, SlowReaders).Select(async _ =>
        {
            var list = await Registry.Client.GetStreamAsync(new Uri("subjects", UriKind.Relative), Token);
            await list.ReadExactlyAsync(new byte[1_000], Token);
            return list;
        }));
        var grown = ResidentBytes() - before;
        foreach (var reader in readers)
        {
            await reader.DisposeAsync();
        }

        Assert.InRange(grown, long.MinValue, AllowedGrowth);
    }

    private long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{Registry.Id}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1_024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}

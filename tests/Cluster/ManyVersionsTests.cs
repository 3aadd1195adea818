using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster;

/// <summary>A subject with far more versions than one statement can delete for good.</summary>
public sealed class ManyVersionsTests(Servers servers, ITestOutputHelper output)
{
    private static readonly int Versions = TestLength.Of(3_000, 40_000);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task It_is_deleted_for_good_while_it_is_read()
    {
        var database = await servers.Postgres.CreateDatabase();
        await using var cluster = await RegistryCluster.Start(database, silos: 1);
        await Seed(database);
        var api = new RegistryApi(cluster.Silos[0].Client);

        var started = Stopwatch.GetTimestamp();
        Assert.Equal(Versions, (await api.Delete("subjects/many")).Body.GetArrayLength());
        var hidden = Stopwatch.GetElapsedTime(started);
        var deleting = Task.Run(() => DeleteForGood(api));
        var longest = TimeSpan.Zero;
        while (!deleting.IsCompleted)
        {
            var asked = Stopwatch.GetTimestamp();
            Assert.True((await api.Get("subjects?deleted=true")).IsSuccess);
            Assert.Equal(40401, (await api.Get("subjects/many/versions/latest")).ErrorCode);
            longest = Stopwatch.GetElapsedTime(asked) is var taken && taken > longest ? taken : longest;
        }

        var (calls, deleted) = await deleting;
        output.WriteLine(
            $"{Versions} versions hidden in {hidden.TotalSeconds:0.0} s, deleted in {Stopwatch.GetElapsedTime(started).TotalSeconds - hidden.TotalSeconds:0.0} s "
            + $"with {calls} calls; two reads beside it took {longest.TotalMilliseconds:0} ms at most");
        Assert.Equal(Versions, deleted);
        Assert.Equal(40401, (await api.Delete("subjects/many?permanent=true")).ErrorCode);
    }

    /// <summary>As a caller does who obeys: a 503 means to come again.</summary>
    private static async Task<(int Calls, int Deleted)> DeleteForGood(RegistryApi api)
    {
        var (calls, answer) = (0, default(ApiAnswer)!);
        await Eventually.Be("the subject to be gone", Deadline, async () =>
        {
            calls++;
            answer = await api.Delete("subjects/many?permanent=true");
            return answer.IsSuccess;
        });
        return (calls, answer.Body.GetArrayLength());
    }

    private static async Task Seed(string database)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionString(database));
#pragma warning disable CA2100 // A number.
        await using var command = source.CreateCommand(
            $"""
            INSERT INTO registry.contexts (name, key, next_id, established)
            VALUES ('.', sha256('.'::bytea), {Versions.ToString(CultureInfo.InvariantCulture)} + 1, true)
            ON CONFLICT (key) DO UPDATE SET next_id = excluded.next_id, established = true;
            INSERT INTO registry.subjects (context_id, name, qualified, key, revision, live_versions, versions)
            SELECT context_id, 'many', 'many', sha256('many'::bytea), {Versions}, {Versions}, {Versions} FROM registry.contexts WHERE name = '.';
            INSERT INTO registry.schemas (context_id, id, region, sha256, guid, type, text)
            SELECT context_id, n, 'local', sha256(convert_to('content ' || n, 'UTF8')), gen_random_uuid(), 'AVRO', '"int"'
            FROM registry.contexts, generate_series(1, {Versions}) n WHERE name = '.';
            INSERT INTO registry.claims (context_id, sha256, region, id) SELECT context_id, sha256, 'local', id FROM registry.schemas;
            INSERT INTO registry.versions (subject_id, version, context_id, id, deleted, created_at)
            SELECT s.subject_id, c.id, c.context_id, c.id, false, 1 FROM registry.schemas c, registry.subjects s;
            INSERT INTO registry.change_heads (key, revision) VALUES (sha256('.:many'::bytea), {Versions});
            """);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

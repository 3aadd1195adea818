using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Additions;

/// <summary>
/// A registry on SQLite with 20,000 subjects: one that was registered, copied in the store while the registry was down.
/// </summary>
public sealed class FullRegistry : IAsyncLifetime
{
    public const int Subjects = 20_000;
    private readonly TempFolder _folder = new();

    public RegistryProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await using (var first = await RegistryProcess.Start(_folder.Path))
        {
            using var body = new StringContent("""{"schema":"\"string\""}""", null, "application/json");
            using var answer = await first.Client.PostAsync(new Uri("subjects/a-name-of-common-length-00000/versions", UriKind.Relative), body);
            answer.EnsureSuccessStatusCode();
            await first.Terminate();
        }

        await Copy();
        Process = await RegistryProcess.Start(_folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task Copy()
    {
        await using var store = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "data", "registry.db")};Pooling=False");
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
public sealed class LongListTests(FullRegistry registry) : RestTests(registry.Process), IClassFixture<FullRegistry>
{
    private const int SlowReaders = 50;
    private const int AllowedGrowth = 48 << 20;

    [Fact]
    public async Task The_first_byte_comes_within_100_milliseconds()
    {
        var fastest = TimeSpan.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var watch = Stopwatch.StartNew();
            await using var list = await Registry.Client.GetStreamAsync(new Uri("subjects", UriKind.Relative), Token);
            await list.ReadExactlyAsync(new byte[1], Token);
            fastest = watch.Elapsed < fastest ? watch.Elapsed : fastest;
        }

        Assert.InRange(fastest, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

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

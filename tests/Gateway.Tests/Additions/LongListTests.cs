using System.Diagnostics;
using System.Globalization;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Additions;

/// <summary>A registry with 20,000 subjects.</summary>
public sealed class FullRegistry : OwnRegistry, IAsyncLifetime
{
    public const int Subjects = 20_000;
    private const int Writers = 32;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        await Parallel.ForAsync(0, Subjects, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (number, token) =>
        {
            var path = $"subjects/a-subject-with-a-name-of-common-length-{number:00000}/versions";
            using var body = new StringContent("""{"schema":"\"string\""}""", null, "application/json");
            using var answer = await Process.Client.PostAsync(new Uri(path, UriKind.Relative), body, token);
            answer.EnsureSuccessStatusCode();
        });
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
        for (var round = 0; round < 5; round++)
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

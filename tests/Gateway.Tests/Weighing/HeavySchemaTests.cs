using System.Diagnostics;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>Schemas that cost more than they look like.</summary>
[Slow]
[Collection(nameof(SmallHeap))]
public sealed class HeavySchemaTests(SmallHeap registry) : RestTests(registry.Process)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Schemas_on_top_of_references_that_unfold_without_end_are_registered()
    {
        const int Levels = 24;
        (await RegisterJson($"{Subject}-{Levels}", """{"type":"string"}""")).IsOk();
        for (var level = Levels - 1; level > 0; level--)
        {
            (await RegisterJson($"{Subject}-{level}", Twice(level + 1), Reference(level + 1))).IsOk();
        }

        // Two versions each, so that the second is compared with the first, which has references where it has none.
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            (await RegisterJson($"{Subject}-top{i}", Twice(1), Reference(1))).IsOk();
            return await RegisterJson($"{Subject}-top{i}", """{"allOf":[{"type":"string"},{"type":"string"}]}""");
        }));

        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 200, 409 }));
        Assert.Empty(Registry.Faults);
    }

    [Fact]
    public async Task Small_registrations_beside_ten_of_the_heaviest_stay_quick()
    {
        await RegisterVersions(Subject, 1);
        var heavy = Task.WhenAll(Enumerable.Range(0, 10).Select(i => RegisterJson($"{Subject}-heavy{i}", Wide(60_000, $"h{i}"))));
        var times = new List<TimeSpan>();
        while (!heavy.IsCompleted || times.Count < 100)
        {
            var startedAt = Stopwatch.GetTimestamp();
            (await Register($"{Subject}-{times.Count}", Avro.Unique())).IsOk();
            times.Add(Stopwatch.GetElapsedTime(startedAt));
        }

        Assert.All(await heavy, answer => Assert.Contains(answer.Status, new[] { 200, 503 }));
        Assert.Contains(await heavy, answer => answer.Status == 200);
        times.Sort();
        Assert.InRange(times[times.Count * 99 / 100], TimeSpan.Zero, Soon);
        Assert.Empty(Registry.Faults);
    }

    private static string Twice(int level) =>
        $$"""{"allOf":[{"$ref":"l{{level}}"},{"$ref":"l{{level}}"}]}""";

    private static string Wide(int properties, string prefix) =>
        "{\"properties\":{" + string.Join(',', Enumerable.Range(0, properties).Select(i => $"\"{prefix}{i}\":{{}}")) + "}}";

    private SchemaRef Reference(int level) => new($"l{level}", $"{Subject}-{level}", 1);

    private Task<Reply> RegisterJson(string subject, string schema, params SchemaRef[] references) =>
        Post($"/subjects/{subject}/versions", new { schemaType = "JSON", schema, references });
}

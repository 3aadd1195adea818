using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>What an active subject costs its silo, the runtime's part included.</summary>
[Slow]
[Collection(nameof(LiveCostTests))]
public sealed class LiveCostTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const int Subjects = 2_000;
    private const int AtOnce = 16;
    private const int MostBytes = 4 << 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_live_subject_takes_less_than_4_KiB()
    {
        // What exists once, and what grows with the first ones, is there already.
        await Register("first", Subjects / 4);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Register("next", Subjects);

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Subjects;

        TestContext.Current.SendDiagnosticMessage($"{each} bytes for each live subject");
        Assert.InRange(each, 0, MostBytes);
    }

    // Several at once, whose commits are flushed together.
    private Task Register(string name, int count) => Parallel.ForAsync(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token },
        async (number, cancellationToken) =>
        {
            var subject = registry.Subject($":.:cost-{name}-{number}");
            Assert.Null((await subject.Register(RegistryGrains.Request("Cost"), cancellationToken)).Error);
            Assert.Single(await subject.ListVersions(DeletedView.Show, cancellationToken));
        });
}

/// <summary>What the process holds can be told of one test alone.</summary>
[CollectionDefinition(nameof(LiveCostTests), DisableParallelization = true)]
public sealed class LiveCostCollection;

using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>What an active subject costs its silo, the runtime's part included.</summary>
[Slow]
[Collection(nameof(LiveCostTests))]
public sealed class LiveCostTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const int Subjects = 2_000;
    private const int MostBytes = 4 << 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_live_subject_takes_less_than_4_KiB()
    {
        // What exists once, and the shared cache's entry for the one schema, is there already.
        await Register(0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 1; i <= Subjects; i++)
        {
            await Register(i);
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Subjects;

        TestContext.Current.SendDiagnosticMessage($"{each} bytes for each live subject");
        Assert.InRange(each, 0, MostBytes);
    }

    private async Task Register(int number)
    {
        var registered = await registry.Subject($":.:cost-{number}").Register(RegistryGrains.Request("Cost"), Token);
        Assert.Null(registered.Error);
        Assert.Single(await registry.Subject($":.:cost-{number}").ListVersions(DeletedView.Show, Token));
    }
}

/// <summary>What the process holds can be told of one test alone.</summary>
[CollectionDefinition(nameof(LiveCostTests), DisableParallelization = true)]
public sealed class LiveCostCollection;

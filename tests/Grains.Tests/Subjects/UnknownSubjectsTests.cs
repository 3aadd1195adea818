using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>What is left of subjects that do not exist, in a silo with room for all that are asked for here.</summary>
public sealed class UnknownSubjectsTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const int Names = 3_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Slow]
    [Fact]
    public async Task Names_that_nothing_is_stored_under_leave_no_grain_behind()
    {
        for (var i = 0; i < Names; i++)
        {
            Assert.Equal(40401, (await registry.Subject($":.:unknown-{i}").GetVersion(1, includeDeleted: false, Token)).Error!.Code);
        }

        // At any time some may be there that were asked for within the last second.
        Assert.InRange(await registry.CountActive("SubjectGrain"), 0, Names / 2);
        await Eventually.Be("no unknown subject active", Deadline, async () => await registry.CountActive("SubjectGrain") == 0);
    }
}

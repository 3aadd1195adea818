using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Tests.Caching;

namespace SchemaRegistry.Gateway.Tests.Hosting;

/// <summary>A registry whose machine's clock is set while it runs.</summary>
[Slow]
public sealed class ClockTests(ClockTests.Fixture registry) : IClassFixture<ClockTests.Fixture>
{
    [Theory]
    [InlineData(-20)]
    [InlineData(-24 * 60)]
    [InlineData(20)]
    [InlineData(24 * 60)]
    public async Task Subjects_that_were_asleep_answer_whatever_the_clock_is_set_to(int minutes)
    {
        Assert.True(await IsSteady());
        await registry.Register($"awake{minutes}", "Awake");

        registry.Clock.Offset = TimeSpan.FromMinutes(minutes);
        await registry.Register($"asleep{minutes}", "Asleep");

        Assert.Equal(1, (await registry.Get($"subjects/asleep{minutes}/versions/latest")).GetProperty("version").GetInt32());
        Assert.Equal(1, (await registry.Get($"subjects/awake{minutes}/versions/latest")).GetProperty("version").GetInt32());
        Assert.False(await IsSteady());
        registry.Clock.Offset = TimeSpan.Zero;
    }

    private async Task<bool> IsSteady()
    {
        var report = await registry.Get("ready");
        Assert.Equal("ready", report.GetProperty("status").GetString());
        return report.GetProperty("clockSteady").GetBoolean();
    }

    public sealed class Fixture : CountedRegistry
    {
        public SettableClock Clock { get; } = new();

        protected override void Replace(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    /// <summary>The machine's clock, set forward or back; what has passed since a moment is not changed by that.</summary>
    public sealed class SettableClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}

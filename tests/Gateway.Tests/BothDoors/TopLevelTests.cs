using SchemaRegistry.Gateway.Tests.BothDoors.Cases;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>The part of the table that changes what all subjects come under.</summary>
[Slow]
public sealed class TopLevelTests(OwnRegistry registry) : IClassFixture<OwnRegistry>
{
    private static readonly Type[] Features = [typeof(TopLevelCases)];

    public static TheoryData<string, string, string> Table => Behaviours.Table(Features);

    [Theory]
    [MemberData(nameof(Table))]
    public Task A_behaviour_holds_over_both_protocols(string feature, string behaviour, string protocol) =>
        Behaviours.Hold(registry.Process, Features, feature, behaviour, protocol);
}

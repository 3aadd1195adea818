using SchemaRegistry.Gateway.Tests.BothDoors.Cases;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>One table over both protocols: every behaviour that they have in common holds in each.</summary>
public sealed class BothDoorsTests(SharedRegistry registry)
{
    private static readonly Type[] Features =
    [
        typeof(AliasCases), typeof(AliasReadingCases), typeof(RegistrationCases), typeof(ReadingCases), typeof(FormCases),
        typeof(CheckCases), typeof(DeletionCases), typeof(RestorationCases), typeof(ReferenceCases), typeof(ContextCases),
        typeof(ConfigCases), typeof(ModeCases), typeof(ImportCases), typeof(ListCases), typeof(ChangeCases), typeof(WebhookCases),
        typeof(LimitCases), typeof(ContextSearchCases), typeof(ImpossibleNameCases),
    ];

    public static TheoryData<string, string, string> Table => Behaviours.Table(Features);

    [Theory]
    [MemberData(nameof(Table))]
    public Task A_behaviour_holds_over_both_protocols(string feature, string behaviour, string protocol) =>
        Behaviours.Hold(registry.Process, Features, feature, behaviour, protocol);

    [Fact]
    public void Every_feature_has_its_place_in_a_table() => Assert.Equal(
        typeof(DoorCases).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DoorCases))).OrderBy(type => type.Name),
        Features.Append(typeof(TopLevelCases)).OrderBy(type => type.Name));
}

using System.Reflection;
using SchemaRegistry.Gateway.Tests.BothDoors.Cases;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>
/// One table over both protocols: every behaviour that they have in common holds in each. Looking for a subject of the default
/// context in all others (reference 2.3) is none of them: only REST does that.
/// </summary>
public sealed class BothDoorsTests(OwnRegistry registry) : IClassFixture<OwnRegistry>
{
    private const string Rest = "REST";
    private const string Grpc = "gRPC";

    private static readonly Type[] Features =
    [
        typeof(AliasCases), typeof(AliasReadingCases), typeof(RegistrationCases), typeof(ReadingCases), typeof(FormCases),
        typeof(CheckCases), typeof(DeletionCases), typeof(RestorationCases), typeof(ReferenceCases), typeof(ContextCases),
        typeof(ConfigCases), typeof(ModeCases), typeof(ImportCases), typeof(ListCases), typeof(ChangeCases), typeof(WebhookCases),
        typeof(LimitCases),
    ];

    public static TheoryData<string, string, string> Table
    {
        get
        {
            var table = new TheoryData<string, string, string>();
            foreach (var (feature, behaviour) in Features.SelectMany(BehavioursOf))
            {
                table.Add(feature.Name, behaviour.Name, Rest);
                table.Add(feature.Name, behaviour.Name, Grpc);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_behaviour_holds_over_both_protocols(string feature, string behaviour, string protocol)
    {
        using IDoor door = protocol == Rest ? new RestDoor(registry.Process) : new GrpcDoor(registry.Process);
        var (type, method) = Features.SelectMany(BehavioursOf)
            .Single(each => each.Feature.Name == feature && each.Behaviour.Name == behaviour);

        await (Task)method.Invoke(Activator.CreateInstance(type, door), null)!;
    }

    [Fact]
    public void Every_feature_has_its_place_in_the_table() => Assert.Equal(
        typeof(DoorCases).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DoorCases))).OrderBy(type => type.Name),
        Features.OrderBy(type => type.Name));

    private static IEnumerable<(Type Feature, MethodInfo Behaviour)> BehavioursOf(Type feature) => feature
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(method => (feature, method));
}

using System.Reflection;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>The behaviours of features, a line for each and protocol.</summary>
internal static class Behaviours
{
    private const string Rest = "REST";
    private const string Grpc = "gRPC";

    public static TheoryData<string, string, string> Table(IEnumerable<Type> features)
    {
        var table = new TheoryData<string, string, string>();
        foreach (var (feature, behaviour) in features.SelectMany(Of))
        {
            table.Add(feature.Name, behaviour.Name, Rest);
            table.Add(feature.Name, behaviour.Name, Grpc);
        }

        return table;
    }

    /// <summary>Runs one line of the table.</summary>
    public static async Task Hold(RegistryProcess registry, IEnumerable<Type> features, string feature, string behaviour, string protocol)
    {
        using IDoor door = protocol == Rest ? new RestDoor(registry) : new GrpcDoor(registry);
        var (type, method) = features.SelectMany(Of).Single(each => each.Feature.Name == feature && each.Behaviour.Name == behaviour);

        await (Task)method.Invoke(Activator.CreateInstance(type, door), null)!;
    }

    private static IEnumerable<(Type Feature, MethodInfo Behaviour)> Of(Type feature) => feature
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(method => (feature, method));
}

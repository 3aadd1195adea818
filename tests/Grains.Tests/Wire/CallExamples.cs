using System.Collections.Immutable;
using Orleans.Serialization.Invocation;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Wire;

/// <summary>Every call of every grain, as it travels: which method is meant, and its arguments in their order.</summary>
internal static class CallExamples
{
    private static readonly ImmutableArray<object> Arguments =
    [
        1234567, true, Parts.Guid, DeletedView.Only, RegistryMode.Import, CancellationToken.None,
        ImmutableArray.Create("a", "b"), ImmutableArray.Create(KeyValuePair.Create("owner", "payments")),
        .. RequestExamples.All.Select(example => example.Value),
    ];

    public static IEnumerable<WireCase> All =>
        from type in typeof(ISubjectGrain).Assembly.GetTypes()
        where type.IsAssignableTo(typeof(IInvokable)) && !type.IsAbstract
        let call = (IInvokable)Activator.CreateInstance(type)!
        let name = $"{call.GetInterfaceType().Name}.{call.GetMethodName()}"
        orderby name
        select new WireCase(name, WithArguments(call));

    private static IInvokable WithArguments(IInvokable call)
    {
        var parameters = call.GetMethod().GetParameters();
        for (var i = 0; i < call.GetArgumentCount(); i++)
        {
            var type = Nullable.GetUnderlyingType(parameters[i].ParameterType) ?? parameters[i].ParameterType;
            call.SetArgument(i, type == typeof(string) ? parameters[i].Name! : Arguments.First(type.IsInstanceOfType));
        }

        return call;
    }
}

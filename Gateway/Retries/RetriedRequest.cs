using Orleans.Serialization.Invocation;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Retries;

/// <summary>Tells a grain that it may have done already what it is asked to do.</summary>
internal static class RetriedRequest
{
    public static void Mark(IInvokable request)
    {
        for (var i = 0; i < request.GetArgumentCount(); i++)
        {
            if (Marked(request.GetArgument(i)) is { } marked)
            {
                request.SetArgument(i, marked);
            }
        }
    }

    private static object? Marked(object? argument) => argument switch
    {
        Caller caller => Marked(caller),
        RegisterRequest register => register with { Caller = Marked(register.Caller) },
        TagRequest tag => tag with { Caller = Marked(tag.Caller) },
        _ => null,
    };

    private static Caller Marked(Caller caller) => caller with { IsRetry = true };
}

using System.Reflection;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Retries;

/// <summary>
/// A call of a grain as it was before it was made. Each try is a request of its own, for the runtime empties a request that
/// ran in this process, even one whose answer came too late.
/// </summary>
internal sealed class RepeatableCall
{
    private readonly IAddressable _grain;
    private readonly MethodInfo _method;
    private readonly object?[] _arguments;

    private RepeatableCall(IAddressable grain, MethodInfo method, object?[] arguments) =>
        (_grain, _method, _arguments) = (grain, method, arguments);

    public CancellationToken Cancellation => _arguments.OfType<CancellationToken>().FirstOrDefault();

    public static RepeatableCall Of(IOutgoingGrainCallContext call)
    {
        var arguments = new object?[call.Request.GetArgumentCount()];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = call.Request.GetArgument(i);
        }

        return new RepeatableCall((IAddressable)call.Grain, call.InterfaceMethod, arguments);
    }

    /// <summary>Tells the grain that it may have done already what it is asked to do.</summary>
    public void MarkAsRetry()
    {
        for (var i = 0; i < _arguments.Length; i++)
        {
            _arguments[i] = Marked(_arguments[i]);
        }
    }

    /// <returns>What the grain answers; null where its method answers nothing.</returns>
    public async Task<object?> Invoke()
    {
        var answer = (Task)_method.Invoke(_grain, BindingFlags.DoNotWrapExceptions, null, _arguments, null)!;
        await answer;
        return _method.ReturnType.GetProperty(nameof(Task<>.Result))?.GetValue(answer);
    }

    private static object? Marked(object? argument) => argument switch
    {
        Caller caller => caller with { IsRetry = true },
        RegisterRequest register => register with { Caller = register.Caller with { IsRetry = true } },
        TagRequest tag => tag with { Caller = tag.Caller with { IsRetry = true } },
        _ => argument,
    };
}

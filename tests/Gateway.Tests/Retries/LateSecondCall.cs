using Orleans.Serialization.Invocation;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Retries;

/// <summary>
/// Sends the second try of a lookup by id only once the first one has run to its end in this process, whereupon the runtime
/// empties the request that it ran.
/// </summary>
internal sealed class LateSecondCall : IOutgoingGrainCallFilter
{
    private IInvokable? _first;
    private int _tries;

    /// <summary>What lets the first try end.</summary>
    public Action Release { get; set; } = () => { };

    public int Tries => Volatile.Read(ref _tries);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.MethodName == nameof(IReaderGrain.FindSchema) && Interlocked.Increment(ref _tries) == 2)
        {
            Release();
            await Eventually.Be("the first try emptied", TimeSpan.FromSeconds(30), () => _first!.GetArgument(0) is null);
        }
        else if (_tries == 1)
        {
            _first ??= context.Request;
        }

        await context.Invoke();
    }
}

using Orleans.Serialization.Invocation;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Retries;

/// <summary>
/// Gives up the first try of a lookup by id at once, and sends the second only when the first has run to its end in this
/// process, whereupon the runtime empties the request that it ran.
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
        if (context.MethodName == nameof(IReaderGrain.FindSchema))
        {
            if (Interlocked.Increment(ref _tries) == 1)
            {
                // It goes on, and nobody waits for it: no time has to pass, of which a busy machine takes more than was meant.
                _first = context.Request;
                _ = context.Invoke();
                throw new TimeoutException("The first try was given up.");
            }

            Release();
            await Eventually.Be("the first try emptied", TimeSpan.FromSeconds(30), () => _first!.GetArgument(0) is null);
        }

        await context.Invoke();
    }
}

using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains;

/// <summary>Turns the store's faults into the one that callers know, wherever in a grain they arise.</summary>
public sealed class StoreFaultFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (StoreUnavailableException fault)
        {
            throw new RegistryUnavailableException(fault.Message);
        }
    }
}

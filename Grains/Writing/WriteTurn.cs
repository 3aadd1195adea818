using System.Diagnostics.CodeAnalysis;

namespace SchemaRegistry.Grains.Writing;

/// <summary>Lets one change through at a time, while reads go on.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
internal sealed class WriteTurn
{
    private readonly SemaphoreSlim _free = new(1, 1);

    public async Task<Holder> Enter(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return new Holder(_free);
    }

    internal readonly struct Holder(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}

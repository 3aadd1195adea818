using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Reading;

/// <summary>A real store that counts the reads of ids, hands a finished read over late, and can be away.</summary>
public sealed class GatedStore(IRegistryStore inner) : ForwardingStore(inner)
{
    private Func<Task>? _afterRead;

    public int Reads { get; private set; }

    public bool IsAway { get; set; }

    /// <summary>Runs once, after the store was read and before the reader hears of it.</summary>
    public void AfterNextRead(Func<Task> action) => _afterRead = action;

    public override async Task<StoredSchema?> FindSchema(string context, int id, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Reads++;
        var found = await base.FindSchema(context, id, cancellationToken);
        await (Interlocked.Exchange(ref _afterRead, null)?.Invoke() ?? Task.CompletedTask);
        return found;
    }

    public override Task<long?> ReadGeneration(string context, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return base.ReadGeneration(context, cancellationToken);
    }

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new StoreUnavailableException("away");
        }
    }
}

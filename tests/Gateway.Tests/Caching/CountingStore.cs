using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Caching;

/// <summary>A real store that counts the reads of ids, and holds them back while its gate is closed.</summary>
public sealed class CountingStore(IRegistryStore inner) : ForwardingStore(inner)
{
    private TaskCompletionSource _gate = Opened();
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _gate.TrySetResult();

    public override async Task<StoredSchema?> FindSchema(string context, int id, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        var found = await base.FindSchema(context, id, cancellationToken);
        await _gate.Task.WaitAsync(cancellationToken);
        return found;
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}

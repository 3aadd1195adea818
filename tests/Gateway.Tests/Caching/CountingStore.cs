using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Subjects;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Caching;

/// <summary>A real store that counts reads of ids, which it holds back while its gate is closed, and of subjects.</summary>
public sealed class CountingStore(IRegistryStore inner) : ForwardingStore(inner)
{
    private TaskCompletionSource _gate = Opened();
    private int _reads;
    private int _loads;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>How many subjects were read for their grains.</summary>
    public int Loads => Volatile.Read(ref _loads);

    public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _gate.TrySetResult();

    public override Task<SubjectSnapshot> LoadSubject(SubjectName subject, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        return base.LoadSubject(subject, cancellationToken);
    }

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

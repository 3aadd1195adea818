using SchemaRegistry.Storage;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests;

/// <summary>A store that fails when it is told to, and can be held in the middle of a commit.</summary>
public sealed class FaultyStore(IRegistryStore inner) : ForwardingStore(inner)
{
    private Func<Task>? _beforeCommit;
    private Func<Task>? _afterCommit;

    /// <summary>Runs once, before the next registration reaches the store.</summary>
    public void BeforeNextCommit(Func<Task> action) => _beforeCommit = action;

    /// <summary>Runs once, after the next registration has reached the store.</summary>
    public void AfterNextCommit(Func<Task> action) => _afterCommit = action;

    public override async Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken)
    {
        await (Interlocked.Exchange(ref _beforeCommit, null)?.Invoke() ?? Task.CompletedTask);
        var result = await base.Commit(change, cancellationToken);
        await (Interlocked.Exchange(ref _afterCommit, null)?.Invoke() ?? Task.CompletedTask);
        return result;
    }
}

using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Subjects;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests;

/// <summary>A store that fails when it is told to, and can be held in the middle of a commit.</summary>
public sealed class FaultyStore(IRegistryStore inner) : ForwardingStore(inner)
{
    /// <summary>The store behind, which does not fail.</summary>
    public IRegistryStore Sound => Inner;

    private Func<RegisterVersion, Task>? _beforeCommit;
    private Func<Task>? _afterCommit;
    private Func<DeleteVersions, Task>? _beforeDeletion;
    private Func<Task>? _afterDeletion;
    private Func<Task>? _beforeSubjectChange;
    private Func<Task>? _afterScopeChange;
    private Func<Task>? _afterContextDeletion;
    private Func<Task>? _afterLook;
    private Func<Task>? _beforeRefusal;
    private Func<Task>? _beforeLoad;
    private int _failing;

    /// <summary>Runs once, before the next registration reaches the store.</summary>
    public void BeforeNextCommit(Func<Task> action) => _beforeCommit = _ => action();

    /// <inheritdoc cref="BeforeNextCommit(Func{Task})"/>
    public void BeforeNextCommit(Func<RegisterVersion, Task> action) => _beforeCommit = action;

    /// <summary>Runs once, after the next registration has reached the store.</summary>
    public void AfterNextCommit(Func<Task> action) => _afterCommit = action;

    /// <summary>Runs once, before the next deletion reaches the store.</summary>
    public void BeforeNextDeletion(Func<DeleteVersions, Task> action) => _beforeDeletion = action;

    /// <summary>Runs once, after the next deletion has reached the store.</summary>
    public void AfterNextDeletion(Func<Task> action) => _afterDeletion = action;

    /// <summary>Runs once, before the next change of a subject's settings reaches the store.</summary>
    public void BeforeNextSubjectChange(Func<Task> action) => _beforeSubjectChange = action;

    /// <summary>Runs once, after the next change of a scope's settings has reached the store.</summary>
    public void AfterNextScopeChange(Func<Task> action) => _afterScopeChange = action;

    /// <summary>Runs once, after the next deletion of a context has reached the store.</summary>
    public void AfterNextContextDeletion(Func<Task> action) => _afterContextDeletion = action;

    /// <summary>Whether nobody can tell if what can be read will last.</summary>
    public bool IsUnsettled { get; set; }

    /// <summary>Runs once, after a request was looked for in the log and before the answer arrives.</summary>
    public void AfterNextLook(Func<Task> action) => _afterLook = action;

    /// <summary>Runs once, before the next request is refused for good.</summary>
    public void BeforeNextRefusal(Func<Task> action) => _beforeRefusal = action;

    /// <summary>Runs once, before a subject is looked for.</summary>
    public void BeforeNextLoad(Func<Task> action) => _beforeLoad = action;

    /// <summary>Has the store away for so many of the next looks at a subject, a scope or the log.</summary>
    public void FailNextLooks(int count) => Volatile.Write(ref _failing, count);

    public override Task Settle(CancellationToken cancellationToken) =>
        IsUnsettled ? throw new CommitOutcomeUnknownException("no standby") : base.Settle(cancellationToken);

    public override async Task<SubjectSnapshot> LoadSubject(SubjectName subject, CancellationToken cancellationToken)
    {
        await (Interlocked.Exchange(ref _beforeLoad, null)?.Invoke() ?? Task.CompletedTask);
        return await Look(base.LoadSubject, subject, cancellationToken);
    }

    public override Task<long> ReadRevision(SubjectName subject, CancellationToken cancellationToken) =>
        Look(base.ReadRevision, subject, cancellationToken);

    public override Task<ScopeSettings> LoadScope(string scope, CancellationToken cancellationToken) =>
        Look(base.LoadScope, scope, cancellationToken);

    public override async Task<RequestPast> FindRequest(Guid requestId, CancellationToken cancellationToken)
    {
        var found = await Look(base.FindRequest, requestId, cancellationToken);
        await (Interlocked.Exchange(ref _afterLook, null)?.Invoke() ?? Task.CompletedTask);
        return found;
    }

    public override async Task RefuseRequest(Guid requestId, CancellationToken cancellationToken)
    {
        await (Interlocked.Exchange(ref _beforeRefusal, null)?.Invoke() ?? Task.CompletedTask);
        await base.RefuseRequest(requestId, cancellationToken);
    }

    public override async Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken)
    {
        await (Interlocked.Exchange(ref _beforeDeletion, null)?.Invoke(change) ?? Task.CompletedTask);
        var result = await base.Commit(change, cancellationToken);
        await (Interlocked.Exchange(ref _afterDeletion, null)?.Invoke() ?? Task.CompletedTask);
        return result;
    }

    public override async Task<CommitResult> Commit(ReplaceSubjectSettings change, CancellationToken cancellationToken)
    {
        await (Interlocked.Exchange(ref _beforeSubjectChange, null)?.Invoke() ?? Task.CompletedTask);
        return await base.Commit(change, cancellationToken);
    }

    public override async Task<CommitResult> Commit(ReplaceScopeSettings change, CancellationToken cancellationToken)
    {
        var result = await base.Commit(change, cancellationToken);
        await (Interlocked.Exchange(ref _afterScopeChange, null)?.Invoke() ?? Task.CompletedTask);
        return result;
    }

    public override async Task<CommitResult> Commit(DeleteContext change, CancellationToken cancellationToken)
    {
        var result = await base.Commit(change, cancellationToken);
        await (Interlocked.Exchange(ref _afterContextDeletion, null)?.Invoke() ?? Task.CompletedTask);
        return result;
    }

    public override async Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken)
    {
        await (Interlocked.Exchange(ref _beforeCommit, null)?.Invoke(change) ?? Task.CompletedTask);
        var result = await base.Commit(change, cancellationToken);
        await (Interlocked.Exchange(ref _afterCommit, null)?.Invoke() ?? Task.CompletedTask);
        return result;
    }

    private Task<T> Look<TKey, T>(Func<TKey, CancellationToken, Task<T>> look, TKey key, CancellationToken cancellationToken) =>
        Volatile.Read(ref _failing) > 0 && Interlocked.Decrement(ref _failing) >= 0 ? throw new StoreUnavailableException("away") : look(key, cancellationToken);
}

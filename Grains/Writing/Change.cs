using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Writing;

/// <summary>
/// A change that one request asks for, from the decision to the answer. An instance serves that request alone: what was
/// decided stays in its fields until it is decided again, which happens when the commit misses.
/// </summary>
/// <typeparam name="TState">What is changed: a subject, or the settings of a scope.</typeparam>
/// <typeparam name="TAnswer">What the caller is told when it is done.</typeparam>
internal abstract class Change<TState, TAnswer>(Caller caller) : IUncertain
    where TState : class
{
    // Only who may have asked before may have been refused before.
    private bool _hasBegun = !caller.IsRetry;

    /// <summary>At first, whether the same request may have been made before.</summary>
    public bool MayBeCommitted { get; set; } = caller.IsRetry;

    /// <summary>By whom and by which request, for the change log.</summary>
    public CommitOrigin Origin
    {
        get => field ??= new(caller.Actor, caller.RequestId, Asked: caller.IsRetry ? Asked : null);
        private set;
    }

    /// <summary>The kind of entry that it leaves in the log.</summary>
    protected abstract ChangeKind Kind { get; }

    /// <summary>See <see cref="RequestContent"/>. Null where callers cannot choose the id of the request.</summary>
    protected virtual ContentHash? Asked => null;

    /// <summary>
    /// Whether what is in the log under this request's id was made for this request. What older builds logged tells no more than
    /// subject and kind.
    /// </summary>
    public bool IsSame(SubjectName target, LoggedChange logged) =>
        logged.Subject == target
        && logged.Kind == Kind
        && (logged.Asked is null || (logged.Asked == Asked && logged.Actor == caller.Actor));

    /// <summary>
    /// Takes note, before anything else is done for it, of how often the request was refused before: whoever chose its id may ask again
    /// after that. A refusal that is told later is one of this change too.
    /// </summary>
    public void Begin(long refusals)
    {
        if (!_hasBegun)
        {
            (Origin, _hasBegun) = (Origin with { Refusals = refusals }, true);
        }
    }

    /// <summary>The answer or the refusal, when nothing has to be committed for it; else null, and the commit follows.</summary>
    public abstract ValueTask<Outcome<TAnswer>?> Decide(TState state, OuterSettings outer, CancellationToken cancellationToken);

    /// <summary>
    /// Hands what was decided to the store. It cannot be cancelled: the caller may go, but what became of a commit must be known.
    /// </summary>
    public abstract Task<CommitResult> Commit();

    /// <summary>The state after the commit, or null to have it read back.</summary>
    public virtual TState? Apply(CommitResult result) => null;

    /// <summary>What the caller is told after the commit.</summary>
    public abstract TAnswer Answer(CommitResult result);

    /// <summary>
    /// What the caller was told, or would have been, when the log shows that this request is committed already. Null when that
    /// cannot be told any more; then it is decided like a new one.
    /// </summary>
    public abstract ValueTask<Outcome<TAnswer>?> Replay(TState state, LoggedChange logged);

    /// <summary>The error when the store refused for a reason that another try cannot mend; else null.</summary>
    public virtual RegistryError? RefusalOf(CommitResult result) => null;
}

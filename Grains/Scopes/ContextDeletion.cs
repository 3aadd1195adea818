using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>
/// Deletes a context in which nothing is left. The committing statement checks that for itself, so there is nothing to decide on; made
/// twice it does no more than once.
/// </summary>
internal sealed class ContextDeletion(string context, Caller caller, IRegistryStore store) : Change<ScopeSettings, bool>(caller)
{
    protected override ChangeKind Kind => ChangeKind.ContextDeleted;

    public override ValueTask<Outcome<bool>?> Decide(ScopeSettings state, OuterSettings outer, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<bool>?>(null);

    public override async Task<CommitResult> Commit()
    {
        var result = await store.Commit(new DeleteContext(context, Origin), CancellationToken.None);
        if (MayBeCommitted && result.Status == CommitStatus.Committed)
        {
            // There may have been nothing left to do, because an attempt before has done it whose answer was lost.
            await store.Settle(CancellationToken.None);
        }

        return result;
    }

    public override bool Answer(CommitResult result) => true;

    public override ValueTask<Outcome<bool>?> Replay(ScopeSettings state, LoggedChange logged) =>
        ValueTask.FromResult<Outcome<bool>?>(true);

    public override RegistryError? RefusalOf(CommitResult result) =>
        result.Status == CommitStatus.NotEmpty ? RegistryErrors.ContextNotEmpty(context) : null;
}

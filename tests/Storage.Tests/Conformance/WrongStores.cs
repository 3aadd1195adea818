using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Tests.Conformance.Checks;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Stores that are wrong on purpose, each in one way, to see that the checks notice.</summary>
internal static class WrongStores
{
    private const string RacingChanges = nameof(Numbering.Racing_changes_are_numbered_densely_and_by_revision);

    /// <summary>Each with the check that has to notice it.</summary>
    public static readonly Dictionary<string, (string NoticedBy, Func<IRegistryStore, IRegistryStore> Make)> All = new()
    {
        ["has no fence"] = (nameof(Registering.A_stale_revision_is_refused), inner => new UnfencedStore(inner)),
        ["doubles versions"] = (nameof(Registering.Every_version_moves_the_revision), inner => new Doubling(inner)),
        ["ignores settings"] = (nameof(Registering.Changed_settings_refuse), inner => new IgnoringSettings(inner)),
        ["acknowledges without storing"] =
            (nameof(Deleting.A_soft_deleted_version_keeps_number_and_content), inner => new Forgetting(inner)),
        ["forgets references"] = (nameof(Deleting.What_is_referred_to_is_not_deleted), inner => new WithoutReferences(inner)),
        ["hands an id out twice"] = (nameof(TakingIds.No_id_is_taken_twice), inner => new ReusingIds(inner)),
        ["ties no request id"] = (nameof(Binding.Another_request_under_the_same_id_changes_nothing), inner => new TyingNothing(inner)),
        ["forgets refusals"] = (nameof(Refusing.What_was_begun_before_a_refusal_is_not_made), inner => new ForgettingRefusals(inner)),
        ["loses changes of the log"] = (RacingChanges, inner => new LosingChanges(inner)),
        ["numbers in any order"] = (RacingChanges, inner => new ShufflingChanges(inner)),
        ["lets two sequencers lead"] = (nameof(Numbering.One_sequencer_leads_and_the_next_takes_over), inner => new LeadingTwice(inner)),
        ["lists the first page only"] = (nameof(Listing.Pages_join_without_gap_or_repetition), inner => new FirstPageOnly(inner)),
    };

    private sealed class ForgettingRefusals(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override Task RefuseRequest(Guid requestId, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Doubling(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override async Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken)
        {
            var result = await Inner.Commit(change, cancellationToken);
            return result.Status != CommitStatus.Committed
                ? result
                : await Inner.Commit(
                    change with { ExpectedRevision = result.Revision, Version = change.Version + 1, IdSource = IdSource.Known },
                    cancellationToken);
        }
    }

    private sealed class IgnoringSettings(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override async Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
            await Inner.Commit(
                change with { Settings = await new Sandbox(Inner, change.Subject.Context).Settings() }, cancellationToken);
    }

    private sealed class Forgetting(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken) =>
            Task.FromResult(new CommitResult(CommitStatus.Committed, change.ExpectedRevision + 1, 1));
    }

    private sealed class WithoutReferences(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
            Inner.Commit(change with { References = [] }, cancellationToken);
    }

    private sealed class TyingNothing(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
            Inner.Commit(change with { Origin = change.Origin with { Asked = null } }, cancellationToken);
    }

    private sealed class ReusingIds(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override async Task<int[]> TakeIds(string context, int count, CancellationToken cancellationToken)
        {
            var ids = await Inner.TakeIds(context, count, cancellationToken);
            return ids[0] % 4 == 0 ? [.. ids.Select(id => id - 1)] : ids;
        }
    }

    private sealed class FirstPageOnly(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override IAsyncEnumerable<ListedSubject> ListSubjects(ListFilter filter, CancellationToken cancellationToken) =>
            Inner.ListSubjects(filter, cancellationToken).Take(500);
    }

    private sealed class LosingChanges(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override async Task<ChangePage> ReadChanges(
            long after, int limit, ChangeFilter filter, CancellationToken cancellationToken)
        {
            var page = await Inner.ReadChanges(after, limit, filter, cancellationToken);
            return page with { Changes = page.Changes.RemoveAll(entry => entry.Number % 10 == 7) };
        }
    }

    private sealed class ShufflingChanges(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override async Task<ChangePage> ReadChanges(
            long after, int limit, ChangeFilter filter, CancellationToken cancellationToken)
        {
            var page = await Inner.ReadChanges(after, limit, filter, cancellationToken);
            var shuffled = page.Changes.OrderBy(entry => entry.Change.RequestId).Select(entry => entry.Change);
            return page with { Changes = [.. page.Changes.Zip(shuffled, (entry, change) => entry with { Change = change })] };
        }
    }

    private sealed class LeadingTwice(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override Task<IChangeSequencer> OpenSequencer(CancellationToken cancellationToken) =>
            Task.FromResult<IChangeSequencer>(new Leader());

        private sealed class Leader : IChangeSequencer
        {
            public Task<bool> TryLead(CancellationToken cancellationToken) => Task.FromResult(true);

            public Task<NumberedBatch> Number(int limit, CancellationToken cancellationToken) =>
                Task.FromResult(NumberedBatch.Nothing);

            public ValueTask DisposeAsync() => default;
        }
    }
}

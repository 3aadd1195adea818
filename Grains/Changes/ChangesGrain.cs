using System.Collections.Immutable;
using Orleans.Concurrency;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Grains.Changes;

/// <summary>Answers from what the silo's follower knows. Interleaves, as it has no state and its calls wait.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class ChangesGrain(ChangeFollower follower, TimeProvider clock) : Grain, IChangesGrain
{
    /// <summary>A call has to end before its caller gives it up.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private const int MaxLimit = 1_000;

    public async Task<Outcome<ChangeBatch>> Read(ChangesRequest request, CancellationToken cancellationToken)
    {
        var logId = await follower.LogId(cancellationToken);
        var start = await StartOf(request, logId, cancellationToken);
        if (start.Error is { } error)
        {
            return error;
        }

        var (after, started) = (start.Value, clock.GetTimestamp());
        var wait = request.Wait < MaxWait ? request.Wait : MaxWait;
        var filter = new ChangeFilter(request.Context, request.NamePrefix, ChangeEntries.KindsOf(request.Types));
        while (true)
        {
            var left = wait - clock.GetElapsedTime(started);
            var page = await follower.Read(
                after, Math.Clamp(request.Limit, 1, MaxLimit), filter, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            if (page.HasLost(after))
            {
                return RegistryErrors.ChangesNotKept();
            }

            if (after > page.Position.Highest || page.Position.LogId != logId)
            {
                return RegistryErrors.ForeignChangeToken();
            }

            var changes = Wanted(page, logId, request.Types);
            var isCaughtUp = page.Through >= page.Position.Highest;
            if (!changes.IsEmpty || left <= TimeSpan.Zero || page.Changes.IsEmpty)
            {
                return new ChangeBatch(changes, new ChangeToken(logId, page.Through).ToString(), isCaughtUp);
            }

            after = page.Through;
        }
    }

    /// <summary>The number to read on after.</summary>
    private async Task<Outcome<long>> StartOf(ChangesRequest request, Guid logId, CancellationToken cancellationToken)
    {
        if (request.Token is null)
        {
            return request.Start == ChangesStart.Beginning ? 0 : (await follower.ReadPosition(cancellationToken)).Highest;
        }

        if (!ChangeToken.TryParse(request.Token, out var token))
        {
            return RegistryErrors.InvalidChangeToken();
        }

        return token.LogId == logId ? token.Number : RegistryErrors.ForeignChangeToken();
    }

    private static ImmutableArray<ChangeEntry> Wanted(ChangePage page, Guid logId, ImmutableArray<ChangeType> types) =>
        [.. page.Changes.Select(change => ChangeEntries.Of(change, logId)).Where(entry => ChangeEntries.IsWanted(entry.Type, types))];
}

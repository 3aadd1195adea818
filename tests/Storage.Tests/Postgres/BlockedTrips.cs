using Npgsql;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.GroupCommit;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>Keeps all of a store's trips from coming back, so that what is committed meanwhile goes together once they do.</summary>
internal sealed class BlockedTrips
{
    private readonly TaskCompletionSource<bool> _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<BlockedTrips> Of(PostgresStore store)
    {
        var blocked = new BlockedTrips();
        for (var trip = 0; trip < GroupedTrips.AtOnce; trip++)
        {
            var left = new TaskCompletionSource();
            var statement = new Statement<bool>(
                () => new NpgsqlCommand("SELECT 1"),
                _ => Task.FromResult(true),
                (_, _) =>
                {
                    left.SetResult();

                    // In the midst of it: one that merely takes long would not be waited for.
                    return Task.FromResult(blocked._hold.Task.GetAwaiter().GetResult());
                });
            _ = store.Registrations.Send(statement, CancellationToken.None);
            await left.Task;
        }

        return blocked;
    }

    public void LetGo() => _hold.SetResult(true);
}

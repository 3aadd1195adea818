using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage.Postgres;

namespace SchemaRegistry.Silo;

/// <summary>Holds the turn to join the cluster from before this silo enters the membership table until it is active there.</summary>
internal sealed class JoinTurn(SiloConfiguration configuration) : ILifecycleParticipant<ISiloLifecycle>
{
    private const int BeforeJoining = ServiceLifecycleStage.AfterRuntimeGrainServices - 1;
    private IAsyncDisposable? _turn;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(JoinTurn), BeforeJoining, Take, Give);
        lifecycle.Subscribe(nameof(JoinTurn), ServiceLifecycleStage.Active, Give);
    }

    private async Task Take(CancellationToken cancellationToken) =>
        _turn = await PostgresJoinTurn.Take(configuration.DatabaseUrl!, cancellationToken);

    private async Task Give(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _turn, null) is { } turn)
        {
            await turn.DisposeAsync();
        }
    }
}

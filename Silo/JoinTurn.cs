namespace SchemaRegistry.Silo;

/// <summary>Waits for the turn to join, which ends when it is disposed of; null for whoever goes on without.</summary>
internal delegate Task<IAsyncDisposable?> TakeTurn(CancellationToken cancellationToken);

/// <summary>Holds the turn to join the cluster from before this silo enters the membership table until it is active there.</summary>
internal sealed class JoinTurn(TakeTurn take) : ILifecycleParticipant<ISiloLifecycle>
{
    private const int BeforeJoining = ServiceLifecycleStage.AfterRuntimeGrainServices - 1;
    private IAsyncDisposable? _turn;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(JoinTurn), BeforeJoining, Take, Give);
        lifecycle.Subscribe(nameof(JoinTurn), ServiceLifecycleStage.Active, Give);
    }

    private async Task Take(CancellationToken cancellationToken) => _turn = await take(cancellationToken);

    private async Task Give(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _turn, null) is { } turn)
        {
            await turn.DisposeAsync();
        }
    }
}

namespace SchemaRegistry.Silo;

/// <summary>Waits for the turn to join, which ends when it is disposed of; null for whoever goes on without.</summary>
internal delegate Task<IAsyncDisposable?> TakeJoinLock(CancellationToken cancellationToken);

/// <summary>Holds the turn to join the cluster from before this silo enters the membership table until it is active there.</summary>
internal sealed class JoinLock(TakeJoinLock take) : ILifecycleParticipant<ISiloLifecycle>
{
    private const int BeforeJoining = ServiceLifecycleStage.AfterRuntimeGrainServices - 1;
    private IAsyncDisposable? _held;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(JoinLock), BeforeJoining, Take, Release);
        lifecycle.Subscribe(nameof(JoinLock), ServiceLifecycleStage.Active, Release);
    }

    private async Task Take(CancellationToken cancellationToken) => _held = await take(cancellationToken);

    private async Task Release(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            await held.DisposeAsync();
        }
    }
}

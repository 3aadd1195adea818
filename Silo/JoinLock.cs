namespace SchemaRegistry.Silo;

/// <summary>Waits for the join lock, which is held until it is disposed of; null when this silo is to join without it.</summary>
internal delegate Task<IAsyncDisposable?> TakeJoinLock(CancellationToken cancellationToken);

/// <summary>
/// Silos that start together would contend for the membership table, so one at a time holds this lock, from before it enters the
/// table until it is active there.
/// </summary>
internal sealed class JoinLock(TakeJoinLock take) : ILifecycleParticipant<ISiloLifecycle>
{
    private const int BeforeJoining = ServiceLifecycleStage.AfterRuntimeGrainServices - 1;
    private IAsyncDisposable? _held;

    public void Participate(ISiloLifecycle lifecycle)
    {
        // Released when the silo is active, or by its stop when the start failed before that.
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

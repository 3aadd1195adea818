namespace SchemaRegistry.Silo;

/// <summary>Waits for the join lock, which is held until it is disposed of; null when this silo is to join without it.</summary>
internal delegate Task<IAsyncDisposable?> TakeJoinLock(CancellationToken cancellationToken);

/// <summary>
/// Silos that start together would contend for the membership table, so one at a time holds this lock: while it enters the table, and
/// again while it becomes active there. What lies between takes longest and concerns nobody else.
/// </summary>
internal sealed class JoinLock(TakeJoinLock take) : ILifecycleParticipant<ISiloLifecycle>
{
    // Orleans writes the row at the stage that is meant, and before the next.
    private const int Entry = ServiceLifecycleStage.AfterRuntimeGrainServices;
    private const int Activation = ServiceLifecycleStage.BecomeActive;
    private IAsyncDisposable? _held;

    public void Participate(ISiloLifecycle lifecycle)
    {
        foreach (var write in (int[])[Entry, Activation])
        {
            // Released when it is done, or by the stop when the start failed there.
            lifecycle.Subscribe(nameof(JoinLock), write - 1, Take, Release);
            lifecycle.Subscribe(nameof(JoinLock), write + 1, Release);
        }
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

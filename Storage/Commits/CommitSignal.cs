namespace SchemaRegistry.Storage.Commits;

/// <summary>Wakes all who wait. Who asks for <see cref="Next"/> before looking misses nothing that comes after the look.</summary>
internal sealed class CommitSignal
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace SchemaRegistry.Grains.Changes;

internal static class Waiting
{
    /// <summary>Ends when the signal comes (true) or the time is over (false).</summary>
    public static async Task<bool> OrTimeout(
        this Task signal, TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(signal, Task.Delay(time, clock, ending.Token));
        await ending.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == signal;
    }
}

using System.Diagnostics;

namespace SchemaRegistry.Support;

/// <summary>Polls for a state that another process or thread brings about, with a deadline that says what it waited for.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task True(
        Func<Task<bool>> condition, TimeSpan deadline, string what, CancellationToken cancellationToken = default)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > deadline)
            {
                throw new TimeoutException($"Waited {deadline.TotalSeconds} s in vain: {what}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}

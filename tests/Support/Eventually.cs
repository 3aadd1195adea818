using System.Diagnostics;

namespace SchemaRegistry.Support;

/// <summary>Waits for something to become true, with a deadline that says what was waited for.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static Task Be(string what, TimeSpan deadline, Func<bool> condition) =>
        Be(what, deadline, () => Task.FromResult(condition()));

    /// <exception cref="TimeoutException">It did not become true in time; the last fault of the condition is inside.</exception>
    public static async Task Be(string what, TimeSpan deadline, Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        Exception? last = null;
        while (Stopwatch.GetElapsedTime(started) < deadline)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (Exception fault)
            {
                last = fault;
            }

            await Task.Delay(Interval);
        }

        throw new TimeoutException($"Waited {deadline.TotalSeconds:0.#} s in vain for: {what}.", last);
    }
}

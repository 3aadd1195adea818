using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>Work that a grain does in steps, each a call of its own, since one that took long would hold up others.</summary>
/// <param name="clock">Counts.</param>
/// <param name="limit">How long a request may take.</param>
internal sealed class LongWork(TimeProvider clock, TimeSpan limit)
{
    /// <summary>
    /// Makes the same call until all is done. When the request's time is up the caller is told what the grain says; the same
    /// request then goes on.
    /// </summary>
    public async Task<Outcome<T>> Run<T>(Func<Task<Outcome<T>>> step)
    {
        var startedAt = clock.GetTimestamp();
        while (true)
        {
            var outcome = await step();
            if (outcome.Error != RegistryErrors.Unfinished() || clock.GetElapsedTime(startedAt) >= limit)
            {
                return outcome;
            }
        }
    }
}

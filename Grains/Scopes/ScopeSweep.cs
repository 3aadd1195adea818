using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>
/// Changes the subjects of a scope, several at a time, for as long as one call of a grain may take. What is listed must be what is
/// left to do: the same call again goes on from there.
/// </summary>
internal sealed class ScopeSweep(TimeProvider clock)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <returns>Null when all are done, else why not: the first refusal, or <see cref="RegistryErrors.Unfinished"/>.</returns>
    public async Task<RegistryError?> Run<T>(IAsyncEnumerable<T> left, Func<T, Task<RegistryError?>> change)
    {
        var startedAt = clock.GetTimestamp();
        await foreach (var batch in left.Chunk(AtOnce))
        {
            if (clock.GetElapsedTime(startedAt) >= Longest)
            {
                return RegistryErrors.Unfinished();
            }

            var refusals = await Task.WhenAll(batch.Select(change));
            if (refusals.FirstOrDefault(refusal => refusal is not null) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}

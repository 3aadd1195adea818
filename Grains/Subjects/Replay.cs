using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>The answer to a request that turns out to be committed already.</summary>
internal static class Replay
{
    public static Task<Outcome<T>?> Of<T>(T answer)
        where T : notnull => Task.FromResult<Outcome<T>?>(answer);
}

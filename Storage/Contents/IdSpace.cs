namespace SchemaRegistry.Storage.Contents;

/// <summary>The ids of a context: 1 to 2^31-1.</summary>
internal static class IdSpace
{
    public const int Last = int.MaxValue;

    /// <summary>
    /// An imported id up to here raises the counter. One above it does not, as a client could otherwise use up a context by
    /// importing the highest id; a counter that arrives there by itself is told when it meets an id in use.
    /// </summary>
    public const int LastThatRaisesCounter = int.MaxValue - (1 << 20);
}

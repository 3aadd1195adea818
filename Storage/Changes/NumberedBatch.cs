namespace SchemaRegistry.Storage.Changes;

/// <summary>Changes that have no number yet.</summary>
/// <param name="Count">Up to 10,000.</param>
/// <param name="Oldest">When the oldest was made, milliseconds since 1970; 0 when there is none.</param>
public sealed record LogLag(int Count, long Oldest);

/// <summary>What a sequencer did at once.</summary>
/// <param name="Count">How many changes got their number.</param>
/// <param name="Oldest">When the oldest of them was made, milliseconds since 1970; 0 when there was none.</param>
/// <param name="Held">How many wait for an earlier revision of their subject.</param>
/// <param name="IsAll">False when there may be more to number at once.</param>
public sealed record NumberedBatch(int Count, long Oldest, int Held, bool IsAll)
{
    public static readonly NumberedBatch Nothing = new(0, 0, 0, IsAll: true);
}

using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>A schema by id as one process keeps it: what was read, when, and the forms in which it was shown.</summary>
/// <param name="readAt">The state of <see cref="Freshness"/> before it was read.</param>
/// <param name="until">In milliseconds of the clock that <see cref="Environment.TickCount64"/> tells.</param>
internal sealed class CachedSchema(SchemaById schema, long readAt, long until)
{
    // One schema may be used by thousands of subjects; beyond this many, answers are made anew for each request.
    private const int MostShown = 32;
    private const int Overhead = 300;
    private const int UseOverhead = 100;
    private readonly Lock _gate = new();
    private readonly long _weight = Overhead
        + (2 * Sizes.WeightOf(schema.Content))
        + schema.Uses.Sum(use => UseOverhead + (2L * use.Subject.Length));

    private ShownSchema[] _shown = [];

    public SchemaById Schema => schema;

    public long ReadAt => readAt;

    public bool IsOver(long now) => now >= until;

    /// <summary>In bytes, as if every encoded form had been asked for.</summary>
    public long Weight => _weight + _shown.Sum(shown => shown.Weight);

    public bool Has(string subject, int version) => schema.Uses.Any(use => use.Version == version && use.Subject == subject);

    /// <summary>How it was shown before along with a subject; null when it was not.</summary>
    /// <param name="asked">Empty for those who name none.</param>
    public ShownSchema? Find(ReadOnlySpan<char> asked)
    {
        foreach (var shown in _shown)
        {
            if (asked.SequenceEqual(shown.Asked))
            {
                return shown;
            }
        }

        return null;
    }

    /// <summary>Keeps a way to show it. False when there are too many already.</summary>
    public bool Keep(ShownSchema shown)
    {
        lock (_gate)
        {
            if (_shown.Length >= MostShown || Find(shown.Asked) is not null)
            {
                return false;
            }

            _shown = [.. _shown, shown];
            return true;
        }
    }
}

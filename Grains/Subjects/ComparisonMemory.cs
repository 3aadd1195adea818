using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// With which versions a schema was found compatible, so that a check of thousands that is asked for again, perhaps because it
/// took longer than its caller waited, goes on where it was. Holds for schemas without references, whose texts say all.
/// </summary>
internal sealed class ComparisonMemory(SiloCache cache)
{
    /// <summary>What is known of a schema under these terms; null when nothing is kept of such a check.</summary>
    public Compared? Of(ParsedSchema schema, CompatibilityTerms terms)
    {
        if (!CompatibilityChecker.IsTransitive(terms.Level) || !schema.References.IsEmpty)
        {
            return null;
        }

        var content = new SchemaContent(schema.Type, schema.CanonicalText, []);
        return new Compared(cache, new Key(ContentHash.Of(content), terms.Level, terms.Policy));
    }

    internal sealed record Key(ContentHash Schema, CompatibilityLevel Level, CompatibilityPolicy Policy);

    /// <summary>One check, with what those before it found.</summary>
    internal sealed class Compared(SiloCache cache, Key key)
    {
        private const int BytesEach = 64;
        private readonly HashSet<ContentHash> _before = cache.Find<HashSet<ContentHash>>(key) ?? [];
        private readonly HashSet<ContentHash> _now = [];

        public bool Has(ContentHash version) => _before.Contains(version);

        public void Add(ContentHash version) => _now.Add(version);

        /// <summary>Leaves what was found to the next check. Sets that are kept are not changed, as others may be reading them.</summary>
        public void Keep()
        {
            if (_now.Count > 0)
            {
                _now.UnionWith(_before);
                cache.Keep(key, _now, (long)BytesEach * _now.Count);
            }
        }
    }
}

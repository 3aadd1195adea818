using SchemaRegistry.Schemas.Json.Model;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>
/// Pairs the branches of two combinations so that as many as possible are compatible: a maximum matching, found by
/// augmenting paths. Pairs are compared only when asked for, and a branch that did not change is tried with itself first,
/// so that the common case is linear.
/// </summary>
internal sealed class BranchMatching(
    NodeComparer comparer, SchemaNode[] originals, SchemaNode[] updates, string keyword, OutcomeBuilder outcome)
{
    private const int Free = -1;

    private readonly int[] _originalOf = Filled(updates.Length);
    private readonly int[] _updateOf = Filled(originals.Length);
    private readonly int[] _same = SameBranches(originals, updates);

    public void Compare()
    {
        var matched = 0;
        for (var i = 0; i < originals.Length && matched < updates.Length && !comparer.Budget.IsExhausted; i++)
        {
            matched += TryMatch(i) ? 1 : 0;
        }

        IncludeMatched();
        if (matched < Math.Min(originals.Length, updates.Length))
        {
            outcome.Add(JsonSchemaRules.CombinedTypeSubschemasChanged);
        }
    }

    private void IncludeMatched()
    {
        for (var i = 0; i < originals.Length; i++)
        {
            if (_updateOf[i] != Free)
            {
                outcome.Include(comparer.Compare(originals[i], updates[_updateOf[i]]), $"{keyword}/{i}");
            }
        }
    }

    // Breadth-first search for an augmenting path, from an unmatched original to the nearest unmatched update.
    private bool TryMatch(int start)
    {
        if (_same[start] is var same && same != Free && _originalOf[same] == Free && IsCompatible(start, same))
        {
            Pair(start, same);
            return true;
        }

        // Pays for reachedFrom, which is allocated and filled for every search.
        if (!comparer.Budget.TrySpend(updates.Length / 16))
        {
            return false;
        }

        var reachedFrom = Filled(updates.Length);
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var i))
        {
            for (var j = 0; j < updates.Length && !comparer.Budget.IsExhausted; j++)
            {
                if (reachedFrom[j] != Free || !IsCompatible(i, j))
                {
                    continue;
                }

                reachedFrom[j] = i;
                if (_originalOf[j] == Free)
                {
                    Augment(j, start, reachedFrom);
                    return true;
                }

                queue.Enqueue(_originalOf[j]);
            }
        }

        return false;
    }

    private void Augment(int free, int start, int[] reachedFrom)
    {
        for (var j = free; ;)
        {
            var i = reachedFrom[j];
            var former = _updateOf[i];
            Pair(i, j);
            if (i == start)
            {
                return;
            }

            j = former;
        }
    }

    private void Pair(int i, int j) => (_updateOf[i], _originalOf[j]) = (j, i);

    private bool IsCompatible(int i, int j) => comparer.Compare(originals[i], updates[j]).IsCompatible;

    private static int[] Filled(int length)
    {
        var array = new int[length];
        Array.Fill(array, Free);
        return array;
    }

    private static int[] SameBranches(SchemaNode[] originals, SchemaNode[] updates)
    {
        var places = new Dictionary<JsonTree, int>(JsonEquality.Instance);
        for (var j = 0; j < updates.Length; j++)
        {
            if (updates[j].Source is { } source)
            {
                places.TryAdd(source, j);
            }
        }

        return Array.ConvertAll(originals, branch => branch.Source is { } source && places.TryGetValue(source, out var j) ? j : Free);
    }
}

namespace SchemaRegistry.Schemas.Avro;

/// <summary>Indexes the branches of a reader's union by what they might read, so that large unions are not tried branch by branch.</summary>
internal sealed class UnionIndex
{
    private readonly List<AvroType> _unnamed = [];
    private readonly Dictionary<string, List<AvroType>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<AvroType>> _byAlias = new(StringComparer.Ordinal);

    public UnionIndex(UnionType union)
    {
        foreach (var branch in union.Branches)
        {
            if (branch is not NamedType named)
            {
                _unnamed.Add(branch);
                continue;
            }

            Add(_byName, named.Name.Name, named);
            foreach (var alias in named.Aliases)
            {
                Add(_byAlias, alias.Full, named);
            }
        }
    }

    /// <summary>Every branch that could read the writer's type, itself no union; perhaps some that cannot.</summary>
    public IEnumerable<AvroType> CandidatesFor(AvroType writer)
    {
        if (writer is not NamedType named)
        {
            return _unnamed;
        }

        IEnumerable<AvroType> sameName = _byName.GetValueOrDefault(named.Name.Name) ?? [];
        return _byAlias.TryGetValue(named.Name.Full, out var renamed) ? sameName.Concat(renamed) : sameName;
    }

    private static void Add(Dictionary<string, List<AvroType>> branches, string key, AvroType branch)
    {
        if (!branches.TryGetValue(key, out var several))
        {
            branches[key] = several = [];
        }

        several.Add(branch);
    }
}

using System.Runtime.InteropServices;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Whether a reader can read what a writer wrote, without reasons: the test for branches of unions. Recursive types make a pair
/// depend on itself, so a pair counts as compatible while it is being compared; when it turns out not to be, all results that may
/// rest on that assumption are discarded.
/// </summary>
internal sealed class AvroReadability(ComparisonBudget budget)
{
    private readonly Dictionary<(AvroType Reader, AvroType Writer), bool> _verdicts = [];
    private readonly List<(AvroType Reader, AvroType Writer)> _concluded = [];
    private readonly Dictionary<UnionType, UnionIndex> _indexes = [];

    public bool CanRead(AvroType reader, AvroType writer, TypePath path)
    {
        if (!budget.Spend(1, path))
        {
            return false;
        }

        if (reader.Kind.IsPrimitive() && writer.Kind.IsPrimitive())
        {
            return CanReadPrimitive(reader.Kind, writer.Kind);
        }

        var pair = (reader, writer);
        if (_verdicts.TryGetValue(pair, out var known))
        {
            return known;
        }

        if (!budget.Enter(path))
        {
            return false;
        }

        var mark = Assume(reader, writer);
        var canRead = CanReadTypes(reader, writer, path);
        Conclude(reader, writer, mark, canRead);
        budget.Leave();
        return canRead;
    }

    /// <summary>Begins a comparison, during which the pair counts as compatible.</summary>
    /// <returns>The number of results before it, for <see cref="Conclude"/>.</returns>
    public int Assume(AvroType reader, AvroType writer)
    {
        var mark = _concluded.Count;
        _verdicts[(reader, writer)] = true;
        _concluded.Add((reader, writer));
        return mark;
    }

    /// <summary>Ends a comparison. If it failed, all results since its beginning are discarded.</summary>
    public void Conclude(AvroType reader, AvroType writer, int mark, bool canRead)
    {
        if (canRead)
        {
            return;
        }

        foreach (var pair in CollectionsMarshal.AsSpan(_concluded)[mark..])
        {
            _verdicts.Remove(pair);
        }

        _concluded.RemoveRange(mark, _concluded.Count - mark);
        _verdicts[(reader, writer)] = false;
    }

    /// <summary>Whether some branch can read a type that is itself no union.</summary>
    public bool CanReadByABranch(UnionType reader, AvroType writer, TypePath path)
    {
        if (!_indexes.TryGetValue(reader, out var index) && budget.Spend(reader.Branches.Length, path))
        {
            _indexes[reader] = index = new UnionIndex(reader);
        }

        foreach (var branch in index?.CandidatesFor(writer) ?? [])
        {
            if (CanRead(branch, writer, path))
            {
                return true;
            }
        }

        return false;
    }

    public static bool CanReadPrimitive(AvroKind reader, AvroKind writer) => reader == writer || (writer, reader) switch
    {
        (AvroKind.Int, AvroKind.Long or AvroKind.Float or AvroKind.Double) => true,
        (AvroKind.Long, AvroKind.Float or AvroKind.Double) => true,
        (AvroKind.Float, AvroKind.Double) => true,
        (AvroKind.String, AvroKind.Bytes) or (AvroKind.Bytes, AvroKind.String) => true,
        _ => false,
    };

    /// <summary>Whether names match: the namespace does not count, an alias does only as a full name.</summary>
    public static bool IsNamedLike(NamedType reader, NamedType writer)
    {
        if (reader.Name.Name == writer.Name.Name)
        {
            return true;
        }

        foreach (var alias in reader.Aliases)
        {
            if (alias.Full == writer.Name.Full)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The writer's field of the same name, else of one of the aliases.</summary>
    public static AvroField? WriterFieldOf(AvroField field, RecordType writer)
    {
        if (writer.Find(field.Name) is { } same)
        {
            return same;
        }

        foreach (var alias in field.Aliases)
        {
            if (writer.Find(alias) is { } renamed)
            {
                return renamed;
            }
        }

        return null;
    }

    private bool CanReadTypes(AvroType reader, AvroType writer, TypePath path) => (reader, writer) switch
    {
        (_, UnionType several) => CanReadAll(reader, several, path),
        (UnionType several, _) => CanReadByABranch(several, writer, path),
        (RecordType into, RecordType from) => IsNamedLike(into, from) && CanReadFields(into, from, path),
        (EnumType into, EnumType from) => IsNamedLike(into, from) && CanReadSymbols(into, from, path),
        (FixedType into, FixedType from) => IsNamedLike(into, from) && into.Size == from.Size,
        (CollectionType into, CollectionType from) => into.Kind == from.Kind && CanRead(into.Items, from.Items, path),
        _ => false,
    };

    private bool CanReadAll(AvroType reader, UnionType writer, TypePath path)
    {
        foreach (var branch in writer.Branches)
        {
            if (!CanRead(reader, branch, path))
            {
                return false;
            }
        }

        return true;
    }

    private bool CanReadFields(RecordType reader, RecordType writer, TypePath path)
    {
        foreach (var field in reader.Fields)
        {
            if (!budget.Spend(1 + field.Aliases.Length, path))
            {
                return false;
            }

            var written = WriterFieldOf(field, writer);
            if (written is null ? field.Default is null : !CanRead(field.Type, written.Type, path))
            {
                return false;
            }
        }

        return true;
    }

    private bool CanReadSymbols(EnumType reader, EnumType writer, TypePath path) =>
        reader.Default is not null
        || (budget.Spend(reader.Symbols.Length + writer.Symbols.Length, path)
            && new HashSet<string>(reader.Symbols, StringComparer.Ordinal).IsSupersetOf(writer.Symbols));
}

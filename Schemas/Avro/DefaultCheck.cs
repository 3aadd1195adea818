namespace SchemaRegistry.Schemas.Avro;

/// <summary>Whether a default matches a type: Avro Java 1.12's rules, where any branch of a union will do.</summary>
internal sealed class DefaultCheck(int budget)
{
    private int _budget = budget;

    /// <summary>Whether the check was given up; its answer is then no.</summary>
    public bool IsExhausted => _budget < 0;

    public bool Matches(AvroType type, JsonValue value)
    {
        if (--_budget < 0)
        {
            return false;
        }

        return type switch
        {
            UnionType union => BranchOf(union, value) is not null,
            RecordType record => MatchesFields(record, value),
            CollectionType { Kind: AvroKind.Array } array => value.Kind == JsonKind.Array && MatchesItems(array, value),
            CollectionType map => value.Kind == JsonKind.Object && MatchesValues(map, value),
            _ => MatchesScalar(type.Kind, value),
        };
    }

    /// <summary>The first branch that takes the value.</summary>
    public AvroType? BranchOf(UnionType union, JsonValue value)
    {
        foreach (var branch in union.Branches)
        {
            if (Matches(branch, value))
            {
                return branch;
            }
        }

        return null;
    }

    private static bool MatchesScalar(AvroKind kind, JsonValue value) => kind switch
    {
        AvroKind.Int => value.IsInteger && int.TryParse(value.Text, out _),
        AvroKind.Long => value.IsInteger && long.TryParse(value.Text, out _),
        AvroKind.Float or AvroKind.Double => value.Kind == JsonKind.Number,
        AvroKind.Boolean => value.Kind == JsonKind.Boolean,
        AvroKind.Null => value.Kind == JsonKind.Null,
        _ => value.Kind == JsonKind.String,
    };

    private bool MatchesItems(CollectionType array, JsonValue value)
    {
        foreach (var item in value.Items)
        {
            if (!Matches(array.Items, item))
            {
                return false;
            }
        }

        return true;
    }

    private bool MatchesValues(CollectionType map, JsonValue value)
    {
        foreach (var member in value.Members)
        {
            if (!Matches(map.Items, member.Value))
            {
                return false;
            }
        }

        return true;
    }

    // A field that is left out takes its own default, which is checked where the field is declared.
    private bool MatchesFields(RecordType record, JsonValue value)
    {
        if (value.Kind != JsonKind.Object)
        {
            return false;
        }

        foreach (var field in record.Fields)
        {
            var matches = value[field.Name] is { } given ? Matches(field.Type, given) : field.Default is not null;
            if (!matches)
            {
                return false;
            }
        }

        return true;
    }
}

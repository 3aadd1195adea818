namespace SchemaRegistry.Schemas.Avro;

/// <content>What can only be settled once all definitions are read.</content>
internal sealed partial class AvroParser
{
    private readonly List<(AvroType Holder, int Index, ForwardType Forward)> _forwards = [];
    private readonly List<(NamedType First, NamedType Second, string? Location)> _redefined = [];
    private readonly List<AvroField> _defaults = [];

    /// <summary>Makes a type known. Of equal definitions under one name the first is used for all.</summary>
    private NamedType Define(NamedType type)
    {
        if (types.Find(type.Name.Full) is { } first)
        {
            _redefined.Add((first, type, _path.Pointer()));
            return first;
        }

        types.Add(type);
        return type;
    }

    private void Hold(AvroType holder, int index, AvroType held)
    {
        if (held is ForwardType forward)
        {
            _forwards.Add((holder, index, forward));
        }
    }

    private AvroType? Link(AvroType root)
    {
        if (root is ForwardType lone)
        {
            return Definition(lone);
        }

        if (!LinkForwards() || !CheckRedefined() || !CheckDefaults())
        {
            return null;
        }

        return root;
    }

    private NamedType? Definition(ForwardType forward)
    {
        var type = types.Find(forward.Full) ?? types.Find(forward.Given);
        if (type is null)
        {
            Fail($"Undefined schema: {forward.Full}");
        }

        return type;
    }

    private bool LinkForwards()
    {
        foreach (var (holder, index, forward) in _forwards)
        {
            if (Definition(forward) is not { } type)
            {
                return false;
            }

            holder.Replace(index, type);
        }

        foreach (var (holder, _, _) in _forwards)
        {
            if (holder is UnionType union && !CheckBranches(union))
            {
                return false;
            }
        }

        return true;
    }

    private bool CheckRedefined()
    {
        foreach (var (first, second, location) in _redefined)
        {
            if (AvroPrinter.Shallow(first) != AvroPrinter.Shallow(second))
            {
                _error = new SchemaError($"Can't redefine: {first.Name.Full}", location);
                return false;
            }
        }

        return true;
    }

    private bool CheckDefaults()
    {
        if (!options.Strict)
        {
            return true;
        }

        var check = new DefaultCheck(options.WorkBudget);
        foreach (var field in _defaults)
        {
            if (!check.Matches(field.Type, field.Default!))
            {
                Fail(check.IsExhausted
                    ? $"The default of field {field.Name} takes more than {options.WorkBudget} steps to check"
                    : $"Invalid default for field {field.Name}: {JsonPrinter.Excerpt(field.Default!)} not a "
                        + JsonPrinter.Excerpt(AvroPrinter.Print(field.Type, options.MaxDepth) ?? field.Type.Kind.Name()));
                return false;
            }
        }

        return true;
    }
}

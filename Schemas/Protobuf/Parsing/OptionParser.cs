using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>Options: as statements, in brackets behind a field, and the values inside aggregates.</summary>
internal sealed class OptionParser(TokenReader tokens)
{
    /// <summary>What follows the word <c>option</c>.</summary>
    public OptionNode Statement()
    {
        var option = Option();
        tokens.Expect(';');
        return option;
    }

    /// <summary>The list in brackets, if there is one.</summary>
    public ImmutableArray<OptionNode> List()
    {
        if (!tokens.Is('['))
        {
            return [];
        }

        var options = ImmutableArray.CreateBuilder<OptionNode>();
        tokens.Open('[');
        do
        {
            tokens.Charge();
            options.Add(Option());
        }
        while (tokens.Take(','));

        if (!tokens.Close(']'))
        {
            tokens.Fail($"expected ',' or ']' but found {tokens.Found()}");
        }

        return options.DrainToImmutable();
    }

    private OptionNode Option()
    {
        var position = tokens.Position;
        var name = ImmutableArray.CreateBuilder<OptionNamePart>(1);
        do
        {
            // In normal form each part is a level.
            tokens.Charge(name.Count);
            name.Add(NamePart());
            if (name.Count > tokens.MaxDepth)
            {
                tokens.Fail($"the name of an option has more than {tokens.MaxDepth} parts");
            }
        }
        while (tokens.Take('.'));

        tokens.Expect('=');
        return new OptionNode(name.DrainToImmutable(), Value(), position);
    }

    private OptionNamePart NamePart()
    {
        if (!tokens.Take('('))
        {
            return new OptionNamePart(tokens.Word("an option name"), IsExtension: false);
        }

        var extension = tokens.DottedName("an extension name");
        tokens.Expect(')');
        return new OptionNamePart(extension, IsExtension: true);
    }

    private OptionValue Value()
    {
        if (tokens.Is('{'))
        {
            return Map('{', '}');
        }

        if (tokens.Is('['))
        {
            return List('[', ']');
        }

        return Scalar();
    }

    private OptionValue Scalar()
    {
        switch (tokens.Kind)
        {
            case TokenKind.String:
                return new StringValue(tokens.String());
            case TokenKind.Word:
                return new NameValue(tokens.Word("a value"));
            case TokenKind.Symbol when tokens.Is('-') && tokens.IsFollowedByWord():
                tokens.Expect('-');
                if (!tokens.Is("inf") && !tokens.Is("infinity") && !tokens.Is("nan"))
                {
                    tokens.Fail($"expected a number after '-' but found {tokens.Found()}");
                }

                return new NumberValue("-" + tokens.Word("a number"));
            default:
                return new NumberValue(tokens.Number());
        }
    }

    private ListValue List(char open, char close)
    {
        var items = ImmutableArray.CreateBuilder<OptionValue>();
        tokens.Open(open);
        while (!tokens.Close(close))
        {
            items.Add(tokens.Is('<') ? Map('<', '>') : Value());
            if (!tokens.Take(',') && !tokens.Is(close))
            {
                tokens.Fail($"expected ',' or '{close}' but found {tokens.Found()}");
            }
        }

        return new ListValue(items.DrainToImmutable());
    }

    private MapValue Map(char open, char close)
    {
        var entries = new OrderedDictionary<string, OptionValue>(StringComparer.Ordinal);
        var repeated = new Dictionary<string, ImmutableArray<OptionValue>.Builder>(StringComparer.Ordinal);
        tokens.Open(open);
        while (!tokens.Close(close))
        {
            var key = Key();
            var hasColon = tokens.Take(':');
            var value = tokens.Is('<') ? Map('<', '>') : Value();
            if (!hasColon && value is not MapValue && !(value is ListValue list && list.Items.All(item => item is MapValue)))
            {
                tokens.Fail($"expected ':' after \"{key}\"");
            }

            Add(entries, repeated, key, value);
            if (!tokens.Take(','))
            {
                tokens.Take(';');
            }
        }

        foreach (var (key, items) in repeated)
        {
            entries[key] = new ListValue(items.DrainToImmutable());
        }

        return new MapValue([.. entries.Select(entry => new MapValueEntry(entry.Key, entry.Value))]);
    }

    private string Key()
    {
        if (!tokens.Take('['))
        {
            return tokens.Word("a field name");
        }

        var name = tokens.DottedName("an extension name", leadingDot: false);
        if (tokens.Take('/'))
        {
            name += "/" + tokens.DottedName("a type name", leadingDot: false);
        }

        tokens.Expect(']');
        return $"[{name}]";
    }

    // A key given again makes a list of all its values.
    private static void Add(
        OrderedDictionary<string, OptionValue> entries,
        Dictionary<string, ImmutableArray<OptionValue>.Builder> repeated,
        string key,
        OptionValue value)
    {
        if (entries.TryAdd(key, value))
        {
            return;
        }

        ref var items = ref CollectionsMarshal.GetValueRefOrAddDefault(repeated, key, out _);
        if (items is null)
        {
            items = ImmutableArray.CreateBuilder<OptionValue>();
            AddAll(items, entries[key]);
        }

        AddAll(items, value);
    }

    private static void AddAll(ImmutableArray<OptionValue>.Builder items, OptionValue value)
    {
        if (value is ListValue list)
        {
            items.AddRange(list.Items);
            return;
        }

        items.Add(value);
    }
}

using System.Globalization;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Prints types in the key order of Avro Java (reference 10.1). A named type is written out where it is first met, unless
/// it is known from a reference, and by name from then on.
/// </summary>
internal sealed partial class AvroPrinter
{
    private readonly JsonText _text = new();
    private readonly PrintStyle _style;
    private readonly HashSet<string> _printed = new(StringComparer.Ordinal);
    private readonly NamedTypes? _referenced;
    private readonly int _maxDepth;
    private readonly bool _shallow;
    private bool _isTooDeep;

    private AvroPrinter(PrintStyle style, NamedTypes? referenced, int maxDepth, bool shallow = false) =>
        (_style, _referenced, _maxDepth, _shallow) = (style, referenced, maxDepth, shallow);

    /// <summary>Null when the text would be nested more deeply than a parser accepts.</summary>
    public static string? Print(AvroType type, int maxDepth, PrintStyle? style = null, NamedTypes? referenced = null)
    {
        var printer = new AvroPrinter(style ?? PrintStyle.Canonical, referenced, maxDepth);
        printer.Print(type, enclosing: null);
        return printer._isTooDeep || printer._text.Deepest > maxDepth ? null : printer._text.ToString();
    }

    /// <summary>One definition with all other types in it by name, in a form that is equal for equal definitions.</summary>
    public static string Shallow(NamedType type)
    {
        var printer = new AvroPrinter(PrintStyle.Definition, null, int.MaxValue, shallow: true);
        printer.PrintDefinition(type, enclosing: null);
        return printer._text.ToString();
    }

    private void Print(AvroType type, string? enclosing)
    {
        _isTooDeep |= _text.Depth > _maxDepth;
        if (_isTooDeep)
        {
            return;
        }

        switch (type)
        {
            case NamedType named:
                PrintNamed(named, enclosing);
                break;
            case UnionType union:
                PrintUnion(union, enclosing);
                break;
            case CollectionType collection:
                PrintCollection(collection, enclosing);
                break;
            default:
                PrintPrimitive(type);
                break;
        }
    }

    private void PrintPrimitive(AvroType type)
    {
        if (type.Props.IsEmpty)
        {
            _text.String(type.Kind.Name());
            return;
        }

        _text.Open('{');
        Attribute("type", type.Kind.Name());
        PrintProps(type);
        _text.Close('}');
    }

    private void PrintCollection(CollectionType collection, string? enclosing)
    {
        _text.Open('{');
        Attribute("type", collection.Kind.Name());
        _text.Key(collection.Kind == AvroKind.Array ? "items" : "values");
        Print(collection.Items, enclosing);
        PrintProps(collection);
        _text.Close('}');
    }

    private void PrintUnion(UnionType union, string? enclosing)
    {
        _text.Open('[');
        foreach (var branch in union.Branches)
        {
            Print(branch, enclosing);
        }

        _text.Close(']');
    }

    private void PrintNamed(NamedType type, string? enclosing)
    {
        var full = type.Name.Full;
        if (_shallow || _referenced?.Find(full) is not null || !_printed.Add(full))
        {
            _text.String(_shallow ? full : type.Name.Within(enclosing));
            return;
        }

        PrintDefinition(type, enclosing);
    }

    private void PrintDefinition(NamedType type, string? enclosing)
    {
        _text.Open('{');
        Attribute("type", type is RecordType { IsError: true } && !_style.Sorted ? "error" : type.Kind.Name());
        PrintName(type.Name, enclosing);
        PrintDoc(type.Doc);
        switch (type)
        {
            case RecordType record:
                PrintFields(record);
                break;
            case EnumType symbols:
                PrintSymbols(symbols);
                break;
            case FixedType { Size: var size }:
                _text.Key("size");
                _text.Raw(size.ToString(CultureInfo.InvariantCulture));
                break;
        }

        PrintProps(type);
        PrintAliases(type);
        _text.Close('}');
    }

    private void PrintName(AvroName name, string? enclosing)
    {
        Attribute("name", name.Name);
        if (name.Space != enclosing)
        {
            Attribute("namespace", name.Space ?? "");
        }
    }

    private void PrintDoc(string? doc)
    {
        if (doc is not null && !_style.Meaning && !(_style.Normal && doc.Length == 0))
        {
            Attribute("doc", doc);
        }
    }

    private void PrintSymbols(EnumType type)
    {
        _text.Key("symbols");
        _text.Open('[');
        foreach (var symbol in type.Symbols)
        {
            _text.String(symbol);
        }

        _text.Close(']');
        if (type.Default is not null && !_style.Meaning)
        {
            Attribute("default", type.Default);
        }
    }

    private void PrintAliases(NamedType type)
    {
        if (type.Aliases.IsEmpty || _style.Meaning)
        {
            return;
        }

        _text.Key("aliases");
        _text.Open('[');
        foreach (var alias in _style.Sorted ? type.Aliases.Sort(static (a, b) => string.CompareOrdinal(a.Full, b.Full)) : type.Aliases)
        {
            _text.String(alias.Within(type.Name.Space));
        }

        _text.Close(']');
    }

    private void PrintProps(AvroType type)
    {
        if (_style.Normal)
        {
            PrintProps(LogicalTypes.Order(type));
            return;
        }

        PrintProps(_style.Sorted ? JsonPrinter.Sort(type.Props) : type.Props);
    }

    private void PrintProps(IReadOnlyList<JsonMember> props)
    {
        foreach (var prop in props)
        {
            _text.Key(prop.Key);
            JsonPrinter.Print(_text, prop.Value, _style.Sorted);
        }
    }

    private void Attribute(string key, string value)
    {
        _text.Key(key);
        _text.String(value);
    }
}

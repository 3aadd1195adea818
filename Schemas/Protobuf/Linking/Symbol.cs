using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

internal enum SymbolKind
{
    Package = 0,
    Message = 1,
    Enum = 2,
    Service = 3,
    Extension = 4,
}

/// <summary>A named element of a file, or a package: what names resolve to or through.</summary>
/// <param name="name">Its own name, without those around it.</param>
/// <param name="kind">What it is.</param>
/// <param name="parent">The message around it; null at the top of a package.</param>
/// <param name="file">Where it is defined; null for a package.</param>
internal sealed class Symbol(string name, SymbolKind kind, Symbol? parent, LinkedFile? file)
{
    private Dictionary<string, Symbol>? _members;
    private Dictionary<string, FieldNode>? _fields;
    private string? _fullName;

    public string Name => name;

    public SymbolKind Kind => kind;

    public Symbol? Parent => parent;

    public LinkedFile? File => file;

    public MessageNode? Message { get; init; }

    public EnumNode? Enum { get; init; }

    public FieldNode? Extension { get; init; }

    /// <summary>The message an extension extends, as written.</summary>
    public string? Target { get; init; }

    public bool IsType => Kind is SymbolKind.Message or SymbolKind.Enum;

    /// <summary>The name with the messages around it, without the package.</summary>
    public string LocalName => Parent is null ? Name : $"{Parent.LocalName}.{Name}";

    /// <summary>The name with package, without a leading dot.</summary>
    public string FullName => _fullName ??= Parent is not null ? $"{Parent.FullName}.{Name}"
        : File?.Source.Package is { } package ? $"{package}.{Name}" : Name;

    public Symbol? Find(ReadOnlySpan<char> name) =>
        _members is not null && _members.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var member) ? member : null;

    /// <summary>This and all inside it that are extensions.</summary>
    public IEnumerable<Symbol> Extensions()
    {
        var open = new Stack<Symbol>([this]);
        while (open.TryPop(out var symbol))
        {
            if (symbol.Kind == SymbolKind.Extension)
            {
                yield return symbol;
            }

            foreach (var member in symbol._members?.Values ?? Enumerable.Empty<Symbol>())
            {
                open.Push(member);
            }
        }
    }

    /// <summary>Adds a member; the first of a name stays.</summary>
    public Symbol AddMember(Symbol member)
    {
        _members ??= new Dictionary<string, Symbol>(StringComparer.Ordinal);
        return _members.TryAdd(member.Name, member) ? member : _members[member.Name];
    }

    /// <summary>A field of this message by the name a descriptor gives it, or a group by its own.</summary>
    public FieldNode? FindField(string name)
    {
        if (_fields is null)
        {
            var fields = new Dictionary<string, FieldNode>(StringComparer.Ordinal);
            foreach (var field in Message!.AllFields())
            {
                fields.TryAdd(field.FieldName, field);
                fields.TryAdd(field.Name, field);
            }

            _fields = fields;
        }

        return _fields.GetValueOrDefault(name);
    }

}

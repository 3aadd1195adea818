namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>
/// Every name a file can use, as a tree of packages with the symbols in them. Relative names are looked up from the inside
/// out, as the language asks: the innermost scope that knows the first part decides.
/// </summary>
internal sealed class NameTable
{
    private readonly Symbol _root = new("", SymbolKind.Package, null, null);
    private readonly List<Symbol> _ownPackages;
    private readonly HashSet<LinkedFile> _visible;

    private NameTable(LinkedFile file)
    {
        var (visible, hidden) = file.Dependencies();
        _visible = [.. visible];
        foreach (var dependency in visible.Concat(hidden))
        {
            Add(dependency);
        }

        _ownPackages = PackagesOf(file);
    }

    public static NameTable Build(LinkedFile file) => new(file);

    /// <summary>Whether the file may name it: true for what it or one of its imports defines.</summary>
    public bool IsVisible(Symbol symbol) => symbol.File is null || _visible.Contains(symbol.File);

    /// <summary>The message or enum a name stands for inside <paramref name="scope"/>; null when there is none.</summary>
    public Symbol? FindType(string name, Symbol? scope) => Find(name, scope, SymbolKind.Message) is { IsType: true } type ? type : null;

    /// <summary>The extension a name stands for inside <paramref name="scope"/>; null when there is none.</summary>
    public Symbol? FindExtension(string name, Symbol? scope) =>
        Find(name, scope, SymbolKind.Extension) is { Kind: SymbolKind.Extension } extension ? extension : null;

    /// <summary>A symbol at the top of the package of the file this table is for.</summary>
    public Symbol? FindOwn(string name) => _ownPackages[^1].Find(name);

    private Symbol? Find(ReadOnlySpan<char> name, Symbol? scope, SymbolKind wanted)
    {
        if (name.StartsWith('.'))
        {
            return Descend(_root, name[1..]);
        }

        var dot = name.IndexOf('.');
        var first = dot < 0 ? name : name[..dot];
        var rest = dot < 0 ? [] : name[(dot + 1)..];
        for (var outer = scope; outer is not null; outer = outer.Parent)
        {
            if (outer.Find(first) is { } found && Decides(found, rest, wanted))
            {
                return Descend(found, rest);
            }
        }

        for (var i = _ownPackages.Count - 1; i >= 0; i--)
        {
            if (_ownPackages[i].Find(first) is { } found && Decides(found, rest, wanted))
            {
                return Descend(found, rest);
            }
        }

        return null;
    }

    // The last part must be of the kind that is looked for; the others must be able to hold it.
    private static bool Decides(Symbol found, ReadOnlySpan<char> rest, SymbolKind wanted)
    {
        if (!rest.IsEmpty)
        {
            return found.Kind != SymbolKind.Extension;
        }

        return wanted == SymbolKind.Extension ? found.Kind == SymbolKind.Extension : found.IsType;
    }

    private static Symbol? Descend(Symbol from, ReadOnlySpan<char> rest)
    {
        var at = from;
        while (at is not null && !rest.IsEmpty)
        {
            var dot = rest.IndexOf('.');
            at = at.Find(dot < 0 ? rest : rest[..dot]);
            rest = dot < 0 ? [] : rest[(dot + 1)..];
        }

        return at;
    }

    private void Add(LinkedFile file)
    {
        var package = PackagesOf(file)[^1];
        foreach (var symbol in file.TopLevel)
        {
            package.AddMember(symbol);
        }
    }

    private List<Symbol> PackagesOf(LinkedFile file)
    {
        var packages = new List<Symbol> { _root };
        foreach (var part in (file.Source.Package ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            packages.Add(PackageIn(packages[^1], part));
        }

        return packages;
    }

    // A package with the name of a type is not added to the tree: that type's symbol is shared with other files and must not change.
    private static Symbol PackageIn(Symbol outer, string name)
    {
        var existing = outer.Find(name);
        if (existing is { Kind: SymbolKind.Package })
        {
            return existing;
        }

        var package = new Symbol(name, SymbolKind.Package, null, null);
        return existing is null ? outer.AddMember(package) : package;
    }
}

using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>A file among the files it imports. Immutable; what follows from it is worked out when first asked for.</summary>
internal sealed class LinkedFile
{
    private readonly Func<string, LinkedFile?> _findImport;
    private readonly Lazy<ImmutableArray<Symbol>> _topLevel;
    private readonly Lazy<NameTable> _names;

    /// <param name="source">The file.</param>
    /// <param name="path">The path others import it by; empty for the schema itself.</param>
    /// <param name="origin">What tells two texts under one path apart: subject and version.</param>
    /// <param name="findImport">The file behind an import path; null when there is none.</param>
    public LinkedFile(ProtoFile source, string path, string origin, Func<string, LinkedFile?> findImport)
    {
        Source = source;
        Path = path;
        Origin = origin;
        _findImport = findImport;
        _topLevel = new(() => SymbolFactory.TopLevel(this));
        _names = new(() => NameTable.Build(this));
    }

    public ProtoFile Source { get; }

    public string Path { get; }

    public string Origin { get; }

    public ImmutableArray<Symbol> TopLevel => _topLevel.Value;

    public NameTable Names => _names.Value;

    public LinkedFile? FindImport(string path) => _findImport(path);

    public bool IsSameFile(LinkedFile other) => Path == other.Path && Origin == other.Origin;

    /// <summary>This file, what it can name (imports and what those import publicly), then all else it depends on.</summary>
    public (List<LinkedFile> Visible, List<LinkedFile> Hidden) Dependencies()
    {
        var visible = new List<LinkedFile> { this };
        var seen = new HashSet<LinkedFile> { this };
        AddImports(this, onlyPublic: false, visible, seen);
        for (var i = 1; i < visible.Count; i++)
        {
            AddImports(visible[i], onlyPublic: true, visible, seen);
        }

        var hidden = new List<LinkedFile>();
        foreach (var file in visible)
        {
            AddImports(file, onlyPublic: false, hidden, seen);
        }

        for (var i = 0; i < hidden.Count; i++)
        {
            AddImports(hidden[i], onlyPublic: false, hidden, seen);
        }

        return (visible, hidden);
    }

    private static void AddImports(LinkedFile file, bool onlyPublic, List<LinkedFile> files, HashSet<LinkedFile> seen)
    {
        foreach (var import in file.Source.Imports)
        {
            if ((!onlyPublic || import.Kind == ImportKind.Public) && file.FindImport(import.Path) is { } found && seen.Add(found))
            {
                files.Add(found);
            }
        }
    }
}

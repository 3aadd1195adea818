using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>The imports of a descriptor: a list of paths, and lists of the positions in it that are public or weak.</summary>
internal sealed class ImportList
{
    private readonly List<string> _paths = [];
    private readonly Dictionary<int, ImportKind> _kinds = [];

    public void Add(string path) => _paths.Add(path);

    public void Mark(WireReader field, ImportKind kind)
    {
        foreach (var index in field.Type == WireType.Bytes ? WireReader.Packed(field.Content, WireType.Varint) : [field.Bits])
        {
            _kinds[(int)index] = kind;
        }
    }

    public ImmutableArray<ImportNode> ToImmutable() =>
        [.. _paths.Select((path, i) => new ImportNode(path, _kinds.GetValueOrDefault(i), default))];
}

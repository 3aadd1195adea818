using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>
/// The fields of a described message put where a source has them: in their oneofs, as groups with their bodies, as maps. The
/// oneofs that stand for proto3 optional fields have no members here and vanish.
/// </summary>
internal sealed class MemberList
{
    public MemberList(List<DescribedField> fields, List<OneOfNode> oneOfs, NestedMessages nested)
    {
        var plain = new Parsing.FieldLists();
        var members = oneOfs.ConvertAll(_ => new Parsing.FieldLists());
        foreach (var field in fields)
        {
            var node = nested.TakeGroup(field);
            var list = field.OneOf is { } index && index >= 0 && index < members.Count ? members[index] : plain;
            list.Add(nested.AsMap(node));
        }

        Fields = plain.Fields;
        Groups = plain.Groups;
        OneOfs = [.. oneOfs
            .Select((oneOf, i) => oneOf with { Fields = members[i].Fields, Groups = members[i].Groups })
            .Where(oneOf => oneOf.Members().Any())];
    }

    public ImmutableArray<FieldNode> Fields { get; }

    public ImmutableArray<FieldNode> Groups { get; }

    public ImmutableArray<OneOfNode> OneOfs { get; }
}

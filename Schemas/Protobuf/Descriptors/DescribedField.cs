using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>A <c>FieldDescriptorProto</c>: the field, and what a source expresses by where the field stands.</summary>
internal sealed record DescribedField(FieldNode Node, FieldKind Kind, string Extendee, int? OneOf)
{
    private const int LabelRequired = 2;
    private const int LabelRepeated = 3;

    public static DescribedField Read(
        ReadOnlyMemory<byte> bytes, bool isProto3, Func<ReadOnlyMemory<byte>, ImmutableArray<OptionNode>> readOptions, out bool isMalformed)
    {
        var node = new FieldNode("", "", 0, default);
        var (kind, label, extendee, isProto3Optional) = (default(FieldKind), 0, "", false);
        int? oneOf = null;
        string? defaultText = null;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Number)
            {
                case 1:
                    node = node with { Name = reader.Text };
                    break;
                case 2:
                    extendee = reader.Text;
                    break;
                case 3:
                    node = node with { Number = reader.Int };
                    break;
                case 4:
                    label = reader.Int;
                    break;
                case 5:
                    kind = (FieldKind)reader.Int;
                    break;
                case 6:
                    node = node with { Type = reader.Text };
                    break;
                case 7:
                    defaultText = reader.Text;
                    break;
                case 8:
                    node = node with { Options = readOptions(reader.Content) };
                    break;
                case 9:
                    oneOf = reader.Int;
                    break;
                case 10:
                    node = node with { JsonName = reader.Text };
                    break;
                case 17:
                    isProto3Optional = reader.Bits != 0;
                    break;
            }
        }

        isMalformed = reader.IsMalformed;
        oneOf = isProto3Optional ? null : oneOf;
        node = node with
        {
            Type = node.Type.Length == 0 ? ScalarTypes.NameOf(kind) : node.Type,
            Label = isProto3Optional ? FieldLabel.Optional : LabelOf(label, isProto3, oneOf is not null),
            Default = defaultText is null ? null : DefaultText.Parse(defaultText, kind),
            JsonName = node.JsonName == Names.Json(node.Name) ? null : node.JsonName,
            InOneOf = oneOf is not null,
        };
        return new DescribedField(node, kind, extendee, oneOf);
    }

    private static FieldLabel LabelOf(int label, bool isProto3, bool isMember) => label switch
    {
        LabelRepeated => FieldLabel.Repeated,
        LabelRequired => FieldLabel.Required,
        _ => isProto3 || isMember ? FieldLabel.None : FieldLabel.Optional,
    };
}

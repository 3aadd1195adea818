using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Normalizing;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Builds the <c>FieldDescriptorProto</c>s of a file.</summary>
internal sealed class FieldEncoder(LinkedFile file, OptionEncoder options)
{
    private const int LabelOptional = 1;
    private const int LabelRequired = 2;
    private const int LabelRepeated = 3;

    private readonly Qualifier _qualifier = new(file);

    /// <summary>The first type or default that does not fit.</summary>
    public SchemaError? Error { get; private set; }

    /// <summary>Writes the fields of a message; returns its oneofs, those of proto3 optional fields last.</summary>
    public List<(string Name, ImmutableArray<OptionNode> Options)> Write(WireWriter writer, MessageNode message, Symbol? scope)
    {
        var oneOfs = message.OneOfs.Select(oneOf => (oneOf.Name, oneOf.Options)).ToList();
        var indexes = new Dictionary<FieldNode, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < message.OneOfs.Length; i++)
        {
            foreach (var member in message.OneOfs[i].Members())
            {
                indexes[member] = i;
            }
        }

        var names = message.AllFields().Select(field => field.FieldName).Concat(oneOfs.Select(oneOf => oneOf.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var field in message.AllFields().OrderBy(field => field.Position))
        {
            int? index = indexes.TryGetValue(field, out var declared) ? declared : null;
            if (index is null && IsProto3Optional(field))
            {
                index = oneOfs.Count;
                oneOfs.Add((Names.SyntheticOneOf(field.FieldName, names), []));
            }

            writer.Message(2, FieldOf(field, null, index, scope));
        }

        return oneOfs;
    }

    public WireWriter ExtensionOf(FieldNode field, string target, Symbol? scope) => FieldOf(field, target, null, scope);

    /// <summary>The message behind a map field.</summary>
    public WireWriter MapEntryOf(FieldNode map, Symbol? scope)
    {
        var writer = new WireWriter();
        writer.String(1, Names.MapEntry(map.Name));
        writer.Message(2, FieldOf(new FieldNode("key", map.MapKey!, 1, map.Position), null, null, scope));
        writer.Message(2, FieldOf(new FieldNode("value", map.Type, 2, map.Position), null, null, scope));
        var isMapEntry = new WireWriter();
        isMapEntry.Bool(7, true);
        writer.Message(7, isMapEntry);
        return writer;
    }

    /// <summary>A type in full with a leading dot; as it is when it leads nowhere.</summary>
    public string TypeName(string type, Symbol? scope) => _qualifier.Type(type, scope);

    private bool IsProto3Optional(FieldNode field) => file.Source.IsProto3 && field.Label == FieldLabel.Optional;

    private WireWriter FieldOf(FieldNode field, string? extendee, int? oneOf, Symbol? scope)
    {
        var reference = new FieldReference(field, file, scope, extendee is not null);
        var kind = field.IsMap ? FieldKind.Message : reference.Kind;
        var writer = new WireWriter();
        writer.String(1, field.FieldName);
        if (extendee is not null)
        {
            writer.String(2, TypeName(extendee, scope));
        }

        writer.Int(3, field.Number);
        writer.Int(4, reference.IsRepeated ? LabelRepeated : field.Label == FieldLabel.Required ? LabelRequired : LabelOptional);
        WriteType(writer, field, kind, reference, scope);
        WriteDefault(writer, field, kind, reference);
        options.Write(writer, 8, field.Options, "FieldOptions", scope);
        if (oneOf is not null)
        {
            writer.Int(9, oneOf.Value);
        }

        writer.String(10, field.JsonName ?? Names.Json(field.FieldName));
        if (IsProto3Optional(field))
        {
            writer.Bool(17, true);
        }

        return writer;
    }

    private void WriteType(WireWriter writer, FieldNode field, FieldKind? kind, FieldReference reference, Symbol? scope)
    {
        if (kind is null)
        {
            Fail($"the type \"{field.Type}\" is not defined", field);
        }
        else
        {
            writer.Int(5, (int)kind.Value);
        }

        if (field.IsMap)
        {
            var around = scope?.FullName ?? file.Source.Package ?? "";
            writer.String(6, $".{around}.{Names.MapEntry(field.Name)}");
        }
        else if (ScalarTypes.Find(field.Type) is null)
        {
            writer.String(6, TypeName(field.Type, scope));
        }
    }

    private void WriteDefault(WireWriter writer, FieldNode field, FieldKind? kind, FieldReference reference)
    {
        if (field.Default is null)
        {
            return;
        }

        var text = kind is null || reference.IsRepeated ? null : DefaultText.Of(field.Default, kind.Value, reference.Type);
        if (text is null)
        {
            Fail($"the default of \"{field.Name}\" is no value of its type", field);
            return;
        }

        writer.Bytes(7, StringLiteral.ToBytes(text));
    }

    private void Fail(string message, FieldNode field) => Error ??= new SchemaError(message, field.Position.ToString());
}

using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Avro;

internal enum FieldOrder
{
    Ascending,
    Descending,
    Ignore,
}

/// <summary>A field of a record.</summary>
internal sealed class AvroField(string name, AvroType type)
{
    public string Name { get; } = name;

    public AvroType Type { get; set; } = type;

    public string? Doc { get; init; }

    /// <summary>Null when there is none; the default null is <see cref="JsonValue.Null"/>.</summary>
    public JsonValue? Default { get; init; }

    public FieldOrder Order { get; init; }

    public ImmutableArray<string> Aliases { get; init; } = [];

    public ImmutableArray<JsonMember> Props { get; init; } = [];
}

/// <summary>A record, or an error declared for a protocol.</summary>
internal sealed class RecordType(Naming naming, bool isError) : NamedType(AvroKind.Record, naming)
{
    /// <summary>Above this many fields a record is searched by hash.</summary>
    private const int IndexedFrom = 8;

    private Dictionary<string, AvroField>? _byName;

    public bool IsError { get; } = isError;

    /// <summary>Known once the whole definition is read, since fields may speak of their own record.</summary>
    public ImmutableArray<AvroField> Fields { get; private set; } = [];

    /// <summary>Completes the definition, unless two fields share a name; then the position of the second is the answer.</summary>
    public int? SetFields(ImmutableArray<AvroField> fields)
    {
        var byName = fields.Length > IndexedFrom ? new Dictionary<string, AvroField>(fields.Length, StringComparer.Ordinal) : null;
        for (var at = 0; at < fields.Length; at++)
        {
            var isNew = byName?.TryAdd(fields[at].Name, fields[at]) ?? Find(fields.AsSpan(0, at), fields[at].Name) is null;
            if (!isNew)
            {
                return at;
            }
        }

        (Fields, _byName) = (fields, byName);
        return null;
    }

    public AvroField? Find(string name) =>
        _byName is not null ? _byName.GetValueOrDefault(name) : Find(Fields.AsSpan(), name);

    public override void Replace(int index, AvroType type) => Fields[index].Type = type;

    private static AvroField? Find(ReadOnlySpan<AvroField> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }
}

using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>The messages inside a described element, from which groups and maps take the ones that only exist for them.</summary>
internal sealed class NestedMessages
{
    private readonly List<MessageNode> _messages;
    private readonly Dictionary<string, MessageNode> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public NestedMessages(List<MessageNode> messages)
    {
        _messages = messages;
        foreach (var message in messages)
        {
            _byName.TryAdd(message.Name, message);
        }
    }

    /// <summary>Those a source declares.</summary>
    public IEnumerable<MessageNode> Declared() => _messages.Where(message => !message.IsMapEntry() && !_taken.Contains(message.Name));

    /// <summary>A group with its body, which is no declared message any more; any other field as it is.</summary>
    public FieldNode TakeGroup(DescribedField field)
    {
        var name = LastPart(field.Node.Type);
        if (field.Kind != FieldKind.Group || !_byName.TryGetValue(name, out var body))
        {
            return field.Node;
        }

        _taken.Add(name);
        return field.Node with { Name = name, Type = name, Group = body };
    }

    /// <summary>A map in place of a repeated field of entries; any other field as it is.</summary>
    public FieldNode AsMap(FieldNode field)
    {
        if (field.Label != FieldLabel.Repeated
            || !_byName.TryGetValue(LastPart(field.Type), out var entry)
            || !entry.IsMapEntry()
            || entry.Fields is not [{ Number: 1 } key, { Number: 2 } value])
        {
            return field;
        }

        return field with { Label = FieldLabel.None, MapKey = key.Type, Type = value.Type };
    }

    private static string LastPart(string type) => type[(type.LastIndexOf('.') + 1)..];
}

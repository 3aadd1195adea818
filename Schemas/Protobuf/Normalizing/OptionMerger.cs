using SchemaRegistry.Schemas.Protobuf.Descriptors;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>Joins the parts of one message-valued option that were assigned one by one.</summary>
internal sealed class OptionMerger(NameTable names)
{
    public FieldFinder Fields { get; } = new(names);

    /// <summary>What several parts hold is joined if it is one message, else it is a list.</summary>
    public MapValue Merge(List<MapValue> parts, Symbol? type)
    {
        var values = new OrderedDictionary<string, List<OptionValue>>(StringComparer.Ordinal);
        foreach (var entry in parts.SelectMany(part => part.Entries))
        {
            if (!values.TryGetValue(entry.Key, out var same))
            {
                values.Add(entry.Key, same = []);
            }

            same.Add(entry.Value);
        }

        return new MapValue([.. values.Select(same => new MapValueEntry(same.Key, Join(same.Key, same.Value, type)))]);
    }

    private OptionValue Join(string key, List<OptionValue> values, Symbol? type)
    {
        if (values.Count == 1)
        {
            return values[0];
        }

        var field = type is null ? null : Fields.Find(key, type);
        var isList = field is { IsRepeated: true } || !values.TrueForAll(value => value is MapValue);
        return isList
            ? new ListValue([.. values.SelectMany(value => value is ListValue list ? list.Items : [value])])
            : Merge([.. values.Cast<MapValue>()], field?.Type);
    }
}

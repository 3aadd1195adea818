using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>Joins the parts of one message-valued option that were assigned one by one.</summary>
internal static class OptionMerger
{
    /// <summary>The message type of an extension; null when it is none or not known.</summary>
    public static Symbol? TypeOf(Symbol? extension) => extension?.Extension is { } field
        ? extension.File!.Names.FindType(field.Type, extension.Parent)
        : null;

    /// <summary>What several parts hold is joined if it is one message, else it is a list.</summary>
    public static MapValue Merge(List<MapValue> parts, Symbol? type)
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

    private static OptionValue Join(string key, List<OptionValue> values, Symbol? type)
    {
        if (values.Count == 1)
        {
            return values[0];
        }

        var field = type?.Message is null ? null : type.FindField(key);
        var isList = field is { Label: FieldLabel.Repeated } or { IsMap: true } || !values.TrueForAll(value => value is MapValue);
        return isList
            ? new ListValue([.. values.SelectMany(value => value is ListValue list ? list.Items : [value])])
            : Merge([.. values.Cast<MapValue>()], field is null ? null : type!.File!.Names.FindType(field.Type, type));
    }
}

using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>Values of options: keys sorted, empty lists dropped, lists of one unwrapped, numbers in one spelling.</summary>
internal sealed class OptionValueNormalizer(NameTable names)
{
    /// <summary>Null when nothing is left.</summary>
    public OptionValue? Normalize(OptionValue value, Symbol? scope) => value switch
    {
        NumberValue number => new NumberValue(OptionNumber.Normalize(number.Text)),
        MapValue map => Map(map, scope),
        ListValue list => List(list, scope),
        _ => value,
    };

    private MapValue Map(MapValue map, Symbol? scope)
    {
        var entries = new List<MapValueEntry>(map.Entries.Length);
        foreach (var entry in map.Entries)
        {
            if (Normalize(entry.Value, scope) is { } value)
            {
                entries.Add(new MapValueEntry(Key(entry, scope), value));
            }
        }

        return new MapValue([.. entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)]);
    }

    private OptionValue? List(ListValue list, Symbol? scope)
    {
        var items = ImmutableArray.CreateBuilder<OptionValue>(list.Items.Length);
        foreach (var item in list.Items)
        {
            if (Normalize(item, scope) is { } value)
            {
                items.Add(value);
            }
        }

        return items.Count switch
        {
            0 => null,
            1 => items[0],
            _ => new ListValue(items.DrainToImmutable()),
        };
    }

    // The type URL of an Any holds a slash and is full already.
    private string Key(MapValueEntry entry, Symbol? scope) =>
        entry.IsBracketed && !entry.Key.Contains('/', StringComparison.Ordinal)
            && names.FindExtension(entry.Key[1..^1], scope) is { } extension
            ? $"[{extension.FullName}]"
            : entry.Key;
}

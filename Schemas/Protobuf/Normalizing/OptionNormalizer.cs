using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Descriptors;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>
/// Options sorted by name, custom ones named in full. Paths into an option have become maps, and the maps of one singular
/// option one map.
/// </summary>
internal sealed class OptionNormalizer(NameTable names)
{
    private readonly OptionValueNormalizer _values = new(names);
    private readonly OptionMerger _merger = new(names);

    public ImmutableArray<OptionNode> Normalize(ImmutableArray<OptionNode> options, Symbol? scope)
    {
        if (options.IsEmpty)
        {
            return options;
        }

        var merged = new OrderedDictionary<OptionNamePart, List<OptionNode>>();
        foreach (var option in options)
        {
            var whole = Whole(option, scope);
            if (!merged.TryGetValue(whole.Name[0], out var same))
            {
                merged.Add(whole.Name[0], same = []);
            }

            same.Add(whole);
        }

        return
        [
            .. merged
                .SelectMany(same => Join(same.Key, same.Value, scope))
                .Select(option => (Option: option, Value: _values.Normalize(option.Value, scope)))
                .Where(pair => pair.Value is not null)
                .Select(pair => pair.Option with { Value = pair.Value! })
                .OrderBy(option => option.Name[0].Text, StringComparer.Ordinal),
        ];
    }

    private List<OptionNode> Join(OptionNamePart name, List<OptionNode> same, Symbol? scope)
    {
        if (same.Count == 1 || !same.TrueForAll(option => option.Value is MapValue))
        {
            return same;
        }

        var extension = name.IsExtension ? names.FindExtension("." + name.Text, scope) : null;
        var field = extension is null ? null : (FieldReference?)FieldReference.OfExtension(extension);
        return field is { IsRepeated: true }
            ? same
            : [same[0] with { Value = _merger.Merge([.. same.Select(option => (MapValue)option.Value)], field?.Type) }];
    }

    // The option under the first part of its name alone: what follows has moved into the value.
    private OptionNode Whole(OptionNode option, Symbol? scope)
    {
        var first = option.Name[0];
        if (first.IsExtension)
        {
            first = first with { Text = names.FindExtension(first.Text, scope)?.FullName ?? first.Text.TrimStart('.') };
        }

        var value = option.Value;
        for (var i = option.Name.Length - 1; i > 0; i--)
        {
            value = new MapValue([new MapValueEntry(KeyOf(option.Name[i], scope), value)]);
        }

        return option with { Name = [first], Value = value };
    }

    private string KeyOf(OptionNamePart part, Symbol? scope) => part.IsExtension
        ? $"[{names.FindExtension(part.Text, scope)?.FullName ?? part.Text.TrimStart('.')}]"
        : part.Text;
}

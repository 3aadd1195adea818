using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf;

/// <summary>The tags in an option of type <c>confluent.Meta</c>, whichever way they are written.</summary>
internal static class MetaOption
{
    public const string OfMessage = "confluent.message_meta";
    public const string OfField = "confluent.field_meta";
    private const string Tags = "tags";

    public static ImmutableArray<OptionNode> WithTags(
        ImmutableArray<OptionNode> options, string name, Position position, Func<ImmutableArray<string>, ImmutableArray<string>> change)
    {
        ImmutableArray<string> before = [.. options.Where(option => IsMeta(option, name)).SelectMany(TagsOf)];
        var after = change(before);
        if (after.SequenceEqual(before))
        {
            return options;
        }

        List<OptionNode> others = [.. options.Select(option => IsMeta(option, name) ? WithoutTags(option) : option).OfType<OptionNode>()];
        if (after.IsEmpty)
        {
            return [.. others];
        }

        var tags = new MapValueEntry(Tags, new ListValue([.. after.Select(tag => new StringValue(tag))]));
        var at = others.FindIndex(option => IsMeta(option, name) && option is { Name.Length: 1, Value: MapValue });
        if (at < 0)
        {
            others.Add(new OptionNode([new OptionNamePart(name, IsExtension: true)], new MapValue([tags]), position));
        }
        else
        {
            others[at] = others[at] with { Value = new MapValue(((MapValue)others[at].Value).Entries.Add(tags)) };
        }

        return [.. others];
    }

    private static bool IsMeta(OptionNode option, string name) => option.IsExtension && option.Name[0].Text.TrimStart('.') == name;

    private static bool IsTags(OptionNode option) => option.Name.Length == 2 && option.Name[1].Text == Tags;

    private static IEnumerable<string> TagsOf(OptionNode option) => option switch
    {
        { Name.Length: 1, Value: MapValue map } => map.Entries.Where(entry => entry.Key == Tags).SelectMany(entry => Texts(entry.Value)),
        _ when IsTags(option) => Texts(option.Value),
        _ => [],
    };

    private static IEnumerable<string> Texts(OptionValue value) => value switch
    {
        StringValue text => [text.Text],
        ListValue list => list.Items.OfType<StringValue>().Select(text => text.Text),
        _ => [],
    };

    // Null when nothing is left of it.
    private static OptionNode? WithoutTags(OptionNode option)
    {
        if (IsTags(option))
        {
            return null;
        }

        if (option is not { Name.Length: 1, Value: MapValue map })
        {
            return option;
        }

        var left = map.Entries.RemoveAll(entry => entry.Key == Tags);
        return left.IsEmpty ? null : option with { Value = new MapValue(left) };
    }
}

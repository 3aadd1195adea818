using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>A field and the oneof it is in, if any.</summary>
internal sealed record FieldPlace(FieldNode Field, OneOfNode? OneOf)
{
    public int Tag => Field.Number;

    public string PathIn(string message)
    {
        var tag = Tag.ToString(CultureInfo.InvariantCulture);
        return OneOf is null ? message + tag : $"{message}{OneOf.Name}/{tag}";
    }
}

/// <summary>The fields of a message by tag, and its oneofs by name. Of several with one tag the first counts.</summary>
internal sealed class FieldTable
{
    private readonly Dictionary<int, FieldPlace> _places = [];
    private readonly OrderedDictionary<string, OneOfNode> _oneOfs = new(StringComparer.Ordinal);
    private readonly Dictionary<OneOfNode, bool> _survivors = new(ReferenceEqualityComparer.Instance);

    public IEnumerable<FieldPlace> Places => _places.Values;

    public IEnumerable<OneOfNode> OneOfs => _oneOfs.Values;

    public static FieldTable Of(MessageNode message)
    {
        var table = new FieldTable();
        foreach (var field in message.Fields.Concat(message.Groups))
        {
            table._places.TryAdd(field.Number, new FieldPlace(field, null));
        }

        foreach (var oneOf in message.OneOfs)
        {
            table._oneOfs.TryAdd(oneOf.Name, oneOf);
            foreach (var member in oneOf.Members())
            {
                table._places.TryAdd(member.Number, new FieldPlace(member, oneOf));
            }
        }

        return table;
    }

    public FieldPlace? Find(int tag) => _places.GetValueOrDefault(tag);

    public bool HasOneOf(string name) => _oneOfs.ContainsKey(name);

    /// <summary>Whether a member of one of these oneofs is still a field in the other message.</summary>
    public bool AnySurvives(OneOfNode oneOf, FieldTable other)
    {
        if (!_survivors.TryGetValue(oneOf, out var survives))
        {
            survives = oneOf.Members().Any(member => other.Find(member.Number) is not null);
            _survivors[oneOf] = survives;
        }

        return survives;
    }
}

using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>Tags are in range, used once and not reserved; ranges do not overlap.</summary>
internal static class TagCheck
{
    private const int FirstInternal = 19_000;
    private const int LastInternal = 19_999;

    public static void Check(MessageNode message, Action<string, Position> fail)
    {
        var reserved = Ranges(message.Reserved);
        var forExtensions = message.Extensions.SelectMany(node => node.Ranges.Select(range => (range, node.Position))).ToList();
        CheckRanges([.. reserved, .. forExtensions], 1, ReservedEntry.MaxTag, fail);
        var taken = new Taken(reserved, forExtensions, message.Reserved, fail);
        var tags = new Dictionary<int, string>();
        foreach (var field in message.AllFields())
        {
            CheckNumber(field, fail);
            if (!tags.TryAdd(field.Number, field.Name))
            {
                fail($"the tag {field.Number} of \"{field.Name}\" is already used by \"{tags[field.Number]}\"", field.Position);
            }

            taken.Check(field.FieldName, field.Number, field.Position);
        }
    }

    public static void Check(EnumNode node, Action<string, Position> fail)
    {
        var reserved = Ranges(node.Reserved);
        CheckRanges(reserved, int.MinValue, int.MaxValue, fail);
        var taken = new Taken(reserved, [], node.Reserved, fail);
        var allowsAliases = node.AllowsAliases();
        var tags = new Dictionary<int, string>();
        foreach (var constant in node.Constants)
        {
            if (!tags.TryAdd(constant.Number, constant.Name) && !allowsAliases)
            {
                fail(
                    $"\"{constant.Name}\" has the number {constant.Number} of \"{tags[constant.Number]}\"; option allow_alias = true permits that",
                    constant.Position);
            }

            taken.Check(constant.Name, constant.Number, constant.Position);
        }
    }

    public static void CheckNumber(FieldNode field, Action<string, Position> fail)
    {
        if (field.Number is < 1 or > ReservedEntry.MaxTag)
        {
            fail($"the tag {field.Number} is not between 1 and {ReservedEntry.MaxTag}", field.Position);
        }

        if (field.Number is >= FirstInternal and <= LastInternal)
        {
            fail($"the tags {FirstInternal} to {LastInternal} belong to the language itself", field.Position);
        }
    }

    private static List<(ReservedEntry Range, Position Position)> Ranges(IEnumerable<ReservedNode> reserved) =>
        [.. reserved.SelectMany(node => node.Entries.Where(entry => entry.Name is null).Select(entry => (entry, node.Position)))];

    private static void CheckRanges(
        List<(ReservedEntry Range, Position Position)> ranges, int lowest, int highest, Action<string, Position> fail)
    {
        ranges.Sort(static (a, b) => a.Range.Start.CompareTo(b.Range.Start));
        for (var i = 0; i < ranges.Count; i++)
        {
            var (range, position) = ranges[i];
            if (range.Start > range.End || range.Start < lowest || range.End > highest)
            {
                fail(string.Create(CultureInfo.InvariantCulture, $"the range {range.Start} to {range.End} is not valid"), position);
            }

            if (i > 0 && range.Start <= ranges[i - 1].Range.End)
            {
                fail(string.Create(CultureInfo.InvariantCulture, $"the range {range.Start} to {range.End} overlaps another one"), position);
            }
        }
    }

    /// <summary>What the statements of one message or enum keep from being used.</summary>
    private sealed class Taken
    {
        private readonly TagRanges _reserved;
        private readonly TagRanges _forExtensions;
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private readonly Action<string, Position> _fail;

        public Taken(
            List<(ReservedEntry Range, Position Position)> reserved,
            List<(ReservedEntry Range, Position Position)> forExtensions,
            IEnumerable<ReservedNode> statements,
            Action<string, Position> fail)
        {
            _reserved = new TagRanges(reserved.Select(pair => pair.Range));
            _forExtensions = new TagRanges(forExtensions.Select(pair => pair.Range));
            _fail = fail;
            foreach (var node in statements)
            {
                foreach (var entry in node.Entries)
                {
                    if (entry.Name is not null && !_names.Add(entry.Name))
                    {
                        fail($"the name \"{entry.Name}\" is reserved twice", node.Position);
                    }
                }
            }
        }

        public void Check(string name, int number, Position position)
        {
            if (_names.Contains(name))
            {
                _fail($"the name \"{name}\" is reserved", position);
            }

            if (_reserved.Contains(number))
            {
                _fail($"the number {number} of \"{name}\" is reserved", position);
            }

            if (_forExtensions.Contains(number))
            {
                _fail($"the number {number} of \"{name}\" is for extensions", position);
            }
        }
    }
}

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
        var ranges = message.Reserved.SelectMany(node => node.Entries.Where(entry => entry.Name is null).Select(entry => Range.Of(entry, node.Position, "reserved")))
            .Concat(message.Extensions.SelectMany(node => node.Ranges.Select(entry => Range.Of(entry, node.Position, "for extensions"))));
        var taken = new Ranges(ranges, lowest: 1, fail);
        var names = ReservedNames(message.Reserved.SelectMany(node => node.Entries), message.Position, fail);
        var tags = new Dictionary<int, string>();
        foreach (var field in message.AllFields())
        {
            CheckNumber(field, fail);
            if (!tags.TryAdd(field.Number, field.Name))
            {
                fail($"the tag {field.Number} of \"{field.Name}\" is already used by \"{tags[field.Number]}\"", field.Position);
            }

            CheckFree(field.FieldName, field.Number, field.Position, names, taken, fail);
        }
    }

    public static void Check(EnumNode node, Action<string, Position> fail)
    {
        var ranges = node.Reserved.SelectMany(reserved => reserved.Entries.Where(entry => entry.Name is null).Select(entry => Range.Of(entry, reserved.Position, "reserved")));
        var taken = new Ranges(ranges, lowest: int.MinValue, fail);
        var names = ReservedNames(node.Reserved.SelectMany(reserved => reserved.Entries), node.Position, fail);
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

            CheckFree(constant.Name, constant.Number, constant.Position, names, taken, fail);
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

    private static void CheckFree(
        string name, int number, Position position, HashSet<string> names, Ranges taken, Action<string, Position> fail)
    {
        if (names.Contains(name))
        {
            fail($"the name \"{name}\" is reserved", position);
        }

        if (taken.Find(number) is { } range)
        {
            fail($"the number {number} of \"{name}\" is {range.Use}", position);
        }
    }

    private static HashSet<string> ReservedNames(
        IEnumerable<ReservedEntry> entries, Position position, Action<string, Position> fail)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Name is not null && !names.Add(entry.Name))
            {
                fail($"the name \"{entry.Name}\" is reserved twice", position);
            }
        }

        return names;
    }

    private readonly record struct Range(int Start, int End, string Use, Position Position)
    {
        public static Range Of(ReservedEntry entry, Position position, string use) => new(entry.Start, entry.End, use, position);
    }

    private sealed class Ranges
    {
        private readonly Range[] _sorted;

        public Ranges(IEnumerable<Range> ranges, int lowest, Action<string, Position> fail)
        {
            _sorted = [.. ranges.OrderBy(range => range.Start)];
            for (var i = 0; i < _sorted.Length; i++)
            {
                var range = _sorted[i];
                if (range.Start > range.End || range.Start < lowest || (lowest == 1 && range.End > ReservedEntry.MaxTag))
                {
                    fail(string.Create(CultureInfo.InvariantCulture, $"the range {range.Start} to {range.End} is not valid"), range.Position);
                }

                if (i > 0 && range.Start <= _sorted[i - 1].End)
                {
                    fail(string.Create(CultureInfo.InvariantCulture, $"the range {range.Start} to {range.End} overlaps another one"), range.Position);
                }
            }
        }

        public Range? Find(int number)
        {
            var (low, high) = (0, _sorted.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                if (number < _sorted[middle].Start)
                {
                    high = middle - 1;
                }
                else if (number > _sorted[middle].End)
                {
                    low = middle + 1;
                }
                else
                {
                    return _sorted[middle];
                }
            }

            return null;
        }
    }
}

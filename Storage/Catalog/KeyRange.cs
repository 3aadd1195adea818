using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Catalog;

/// <summary>A range of qualified names in code point order, which an index can walk.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; null for no end.</param>
/// <param name="NamePrefix">What local names in the range must begin with; empty when the range says it already.</param>
internal readonly record struct KeyRange(string From, string? To, string NamePrefix = "")
{
    private const string FirstQualified = ":.";
    private const string AfterQualified = ":/";

    /// <summary>
    /// The ranges a filter covers, ascending. Names in the default context are unqualified, so they lie before and after all
    /// those of other contexts.
    /// </summary>
    public static IEnumerable<KeyRange> Of(ListFilter filter)
    {
        if (filter.Context is null)
        {
            return [new KeyRange("", null, filter.NamePrefix)];
        }

        var prefix = new SubjectName(filter.Context, filter.NamePrefix).ToString();
        var all = OfPrefix(prefix);
        var spansOtherContexts = filter.Context == SubjectName.DefaultContext
            && prefix != FirstQualified
            && FirstQualified.StartsWith(prefix, StringComparison.Ordinal);
        return spansOtherContexts
            ? [all with { To = FirstQualified }, all with { From = AfterQualified }]
            : [all];
    }

    public static KeyRange OfPrefix(string prefix) => new(prefix, EndOfPrefix(prefix));

    /// <summary>The least text above all that begin with <paramref name="prefix"/>, or null when there is none.</summary>
    private static string? EndOfPrefix(string prefix)
    {
        for (var length = prefix.Length; length > 0;)
        {
            var last = length > 1 && char.IsSurrogatePair(prefix, length - 2)
                ? char.ConvertToUtf32(prefix, length - 2)
                : prefix[length - 1];
            length -= last > char.MaxValue ? 2 : 1;
            if (last < 0x10FFFF)
            {
                var next = last == 0xD7FF ? 0xE000 : last + 1;
                return string.Concat(prefix.AsSpan(0, length), char.ConvertFromUtf32(next));
            }
        }

        return null;
    }
}

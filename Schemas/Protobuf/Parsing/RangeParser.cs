using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>The statements <c>reserved</c> and <c>extensions</c>.</summary>
internal sealed class RangeParser(TokenReader tokens, OptionParser options)
{
    /// <summary>What follows the word <c>reserved</c>; <paramref name="max"/> is what the word "max" stands for.</summary>
    public ReservedNode Reserved(Position position, int max)
    {
        var entries = Entries(max, allowNames: true);
        tokens.Expect(';');
        return new ReservedNode(entries, position);
    }

    /// <summary>What follows the word <c>extensions</c>.</summary>
    public ExtensionsNode Extensions(Position position)
    {
        var ranges = Entries(ReservedEntry.MaxTag, allowNames: false);
        var declared = options.List();
        tokens.Expect(';');
        return new ExtensionsNode(ranges, position) { Options = declared };
    }

    private ImmutableArray<ReservedEntry> Entries(int max, bool allowNames)
    {
        var entries = ImmutableArray.CreateBuilder<ReservedEntry>();
        do
        {
            tokens.Charge();
            entries.Add(allowNames && tokens.Kind == TokenKind.String ? ReservedEntry.OfName(tokens.String()) : Range(max));
        }
        while (tokens.Take(','));

        return entries.DrainToImmutable();
    }

    private ReservedEntry Range(int max)
    {
        var start = tokens.Integer(allowNegative: max == int.MaxValue);
        if (!tokens.Take("to"))
        {
            return new ReservedEntry(start, start, IsRange: false);
        }

        var end = tokens.Take("max") ? max : tokens.Integer(allowNegative: max == int.MaxValue);
        return new ReservedEntry(start, end, IsRange: true);
    }
}

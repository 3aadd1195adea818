using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

internal sealed class EnumParser(TokenReader tokens, OptionParser options)
{
    /// <summary>What follows the word <c>enum</c>.</summary>
    public EnumNode Enum(Position position)
    {
        var name = tokens.Word("an enum name");
        var reserved = ImmutableArray.CreateBuilder<ReservedNode>();
        var ownOptions = ImmutableArray.CreateBuilder<OptionNode>();
        var constants = ImmutableArray.CreateBuilder<EnumConstant>();
        tokens.Open('{');
        while (!tokens.Close('}'))
        {
            var at = tokens.Position;
            if (tokens.Take(';'))
            {
                continue;
            }

            if (!tokens.IsFollowedBy('=') && tokens.Take("option"))
            {
                ownOptions.Add(options.Statement());
            }
            else if (!tokens.IsFollowedBy('=') && tokens.Take("reserved"))
            {
                reserved.Add(new RangeParser(tokens, options).Reserved(at, int.MaxValue));
            }
            else
            {
                constants.Add(Constant(at));
            }
        }

        return new EnumNode(name, position)
        {
            Reserved = reserved.DrainToImmutable(),
            Options = ownOptions.DrainToImmutable(),
            Constants = constants.DrainToImmutable(),
        };
    }

    private EnumConstant Constant(Position position)
    {
        var name = tokens.Word("an enum constant");
        tokens.Expect('=');
        var number = tokens.Integer(allowNegative: true);
        var declared = options.List();
        tokens.Expect(';');
        return new EnumConstant(name, number, position) { Options = declared };
    }
}

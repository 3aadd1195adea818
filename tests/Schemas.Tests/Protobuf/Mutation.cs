using System.Text.RegularExpressions;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Breaks texts a little: one or two tokens go, come twice, change places or become others.</summary>
internal static partial class Mutation
{
    private static readonly string[] Tokens =
    [
        "0", "1", "-1", "19000", "536870911", "2147483648", "1.5", "max", "to", "repeated", "optional", "string", "message", "{", "}", ";", ".", "x", "\"\"", "\"", "/*", "[", "<", "é", "\\",
    ];

    public static string Of(string text, int seed)
    {
        var random = new Random(seed);
        var tokens = TokenPattern().Matches(text).Select(match => match.Value).ToList();
        for (var changes = random.Next(1, 3); changes > 0 && tokens.Count > 1; changes--)
        {
            Change(tokens, random);
        }

        return string.Concat(tokens);
    }

    private static void Change(List<string> tokens, Random random)
    {
        var (at, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(5))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, $" {tokens[other]} ");
                break;
            case 2:
                tokens[at] = tokens[other];
                break;
            case 3:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            default:
                tokens[at] = Tokens[random.Next(Tokens.Length)];
                break;
        }
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*|[0-9][0-9a-zA-Z.]*|\"[^\"]*\"|'[^']*'|\\s+|.")]
    private static partial Regex TokenPattern();
}

using System.Text;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>
/// String literals in double quotes. Beyond the escapes of reference 10.3 only what no source can hold raw is escaped:
/// NUL and bytes that are no UTF-8.
/// </summary>
internal static class Quoted
{
    private const string Named = "\a\b\f\n\r\t\v\\'\"";
    private const string Letters = "abfnrtv\\'\"";

    public static string Text(string content)
    {
        var text = new StringBuilder(content.Length + 2).Append('"');
        foreach (var c in content)
        {
            var named = Named.IndexOf(c, StringComparison.Ordinal);
            if (named >= 0)
            {
                text.Append('\\').Append(Letters[named]);
            }
            else if (c == '\0')
            {
                text.Append("\\000");
            }
            else if (StringLiteral.IsByte(c, out var value) && !IsPaired(text, c))
            {
                text.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }

    // A low surrogate after a high one is half of a character, not a byte.
    private static bool IsPaired(StringBuilder text, char c) =>
        char.IsLowSurrogate(c) && char.IsHighSurrogate(text[^1]);
}

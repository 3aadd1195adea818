using System.Globalization;
using System.Text;

namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>Prints canonical text (reference 10.2): no whitespace, only the escapes JSON demands, everything else raw.</summary>
internal static class JsonTreeWriter
{
    public static string Write(JsonTree tree)
    {
        var text = new StringBuilder();
        Write(tree, text);
        return text.ToString();
    }

    /// <summary>The same value with the members of every object in ordinal order.</summary>
    public static JsonTree Sorted(JsonTree tree)
    {
        if (tree.Kind == JsonKind.Array)
        {
            return JsonTree.OfItems(Array.ConvertAll(tree.Items, Sorted));
        }

        if (tree.Kind != JsonKind.Object)
        {
            return tree;
        }

        var members = Array.ConvertAll(tree.Members, member => new KeyValuePair<string, JsonTree>(member.Key, Sorted(member.Value)));
        Array.Sort(members, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return JsonTree.OfMembers(members);
    }

    private static void Write(JsonTree tree, StringBuilder text)
    {
        switch (tree.Kind)
        {
            case JsonKind.Object:
                WriteObject(tree, text);
                break;
            case JsonKind.Array:
                WriteArray(tree, text);
                break;
            case JsonKind.String:
                WriteString(tree.Text, text);
                break;
            case JsonKind.Number:
                text.Append(tree.Text);
                break;
            default:
                text.Append(tree.Kind switch { JsonKind.True => "true", JsonKind.False => "false", _ => "null" });
                break;
        }
    }

    private static void WriteObject(JsonTree tree, StringBuilder text)
    {
        text.Append('{');
        for (var i = 0; i < tree.Members.Length; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            WriteString(tree.Members[i].Key, text);
            text.Append(':');
            Write(tree.Members[i].Value, text);
        }

        text.Append('}');
    }

    private static void WriteArray(JsonTree tree, StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < tree.Items.Length; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            Write(tree.Items[i], text);
        }

        text.Append(']');
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var character in value)
        {
            switch (character)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case < ' ':
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        text.Append('"');
    }
}

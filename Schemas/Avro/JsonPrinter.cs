namespace SchemaRegistry.Schemas.Avro;

/// <summary>Prints JSON values, with keys in source order or sorted.</summary>
internal static class JsonPrinter
{
    /// <summary>How much of a value an error shows, in characters.</summary>
    private const int ExcerptLength = 1000;

    public static void Print(JsonText text, JsonValue value, bool sorted)
    {
        switch (value.Kind)
        {
            case JsonKind.Object:
                text.Open('{');
                foreach (var member in sorted ? Sort(value.Members) : value.Members)
                {
                    text.Key(member.Key);
                    Print(text, member.Value, sorted);
                }

                text.Close('}');
                break;
            case JsonKind.Array:
                text.Open('[');
                foreach (var item in value.Items)
                {
                    Print(text, item, sorted);
                }

                text.Close(']');
                break;
            case JsonKind.String:
                text.String(value.Text);
                break;
            default:
                text.Raw(value.Text);
                break;
        }
    }

    public static IReadOnlyList<JsonMember> Sort(IReadOnlyList<JsonMember> members)
    {
        if (members.Count < 2)
        {
            return members;
        }

        var sorted = members.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return sorted;
    }

    /// <summary>A value as an error shows it.</summary>
    public static string Excerpt(JsonValue value)
    {
        var text = new JsonText();
        Print(text, value, sorted: false);
        return Excerpt(text.ToString());
    }

    public static string Excerpt(string text) => text.Length <= ExcerptLength ? text : text[..ExcerptLength] + "...";
}

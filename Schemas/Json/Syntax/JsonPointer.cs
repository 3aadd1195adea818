using System.Globalization;

namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>JSON pointers (RFC 6901) as URI fragments: <c>#/definitions/a~1b</c>.</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string segment) =>
        pointer + "/" + segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The decoded segments of a fragment that begins with a slash.</summary>
    public static string[] Segments(string fragment) => Array.ConvertAll(
        Uri.UnescapeDataString(fragment)[1..].Split('/'),
        static segment => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    /// <summary>The value one step further down, or null.</summary>
    public static JsonTree? Step(JsonTree tree, string segment)
    {
        if (tree.Kind == JsonKind.Object)
        {
            return tree[segment];
        }

        return tree.Kind == JsonKind.Array
            && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < tree.Items.Length
                ? tree.Items[index]
                : null;
    }

    /// <summary>Where a value stands below a root. It is searched for, because only errors need it. Null when it is not there.</summary>
    public static string? Find(JsonTree root, JsonTree target, string pointer = "#")
    {
        if (ReferenceEquals(root, target))
        {
            return pointer;
        }

        for (var i = 0; i < root.Items.Length; i++)
        {
            if (Find(root.Items[i], target, $"{pointer}/{i}") is { } found)
            {
                return found;
            }
        }

        foreach (var (name, value) in root.Members)
        {
            if (Find(value, target, Append(pointer, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}

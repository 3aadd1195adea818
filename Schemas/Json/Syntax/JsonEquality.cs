namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>
/// Equality of JSON values as JSON Schema defines it: members in any order, numbers by value (0.5 equals 0.50).
/// </summary>
internal sealed class JsonEquality : IEqualityComparer<JsonTree>
{
    public static readonly JsonEquality Instance = new();

    public bool Equals(JsonTree? x, JsonTree? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        if (x is null || y is null || x.Kind != y.Kind || x.Fingerprint != y.Fingerprint)
        {
            return false;
        }

        return x.Kind switch
        {
            JsonKind.String => x.Text == y.Text,
            JsonKind.Number => x.Text == y.Text || JsonNumber.Parse(x.Text) == JsonNumber.Parse(y.Text),
            JsonKind.Array => x.Items.AsSpan().SequenceEqual(y.Items, this),
            JsonKind.Object => SameMembers(x, y),
            _ => true,
        };
    }

    public int GetHashCode(JsonTree obj) => obj.Fingerprint;

    internal static int Fingerprint(JsonTree tree)
    {
        var hash = new HashCode();
        hash.Add(tree.Kind);
        switch (tree.Kind)
        {
            case JsonKind.String:
                hash.Add(tree.Text, StringComparer.Ordinal);
                break;
            case JsonKind.Number:
                hash.Add(JsonNumber.Parse(tree.Text));
                break;
            case JsonKind.Array:
                foreach (var item in tree.Items)
                {
                    hash.Add(item.Fingerprint);
                }

                break;
            case JsonKind.Object:
                var sum = 0;
                foreach (var (name, value) in tree.Members)
                {
                    sum = unchecked(sum + HashCode.Combine(name, value.Fingerprint));
                }

                hash.Add(sum);
                break;
        }

        return hash.ToHashCode();
    }

    private bool SameMembers(JsonTree x, JsonTree y)
    {
        if (x.Members.Length != y.Members.Length)
        {
            return false;
        }

        foreach (var (name, value) in x.Members)
        {
            if (!Equals(value, y[name]))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Text;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Names that the language derives from others.</summary>
internal static class Names
{
    /// <summary>The JSON name a field has unless it states one: no underscores, a capital after each.</summary>
    public static string Json(string field) => Camel(field, capitalizeFirst: false);

    /// <summary>The message behind a map field.</summary>
    public static string MapEntry(string field) => Camel(field, capitalizeFirst: true) + "Entry";

    /// <summary>The oneof that a proto3 optional field has to itself.</summary>
    public static string SyntheticOneOf(string field, HashSet<string> taken)
    {
        var name = field.StartsWith('_') ? field : "_" + field;
        while (!taken.Add(name))
        {
            name = "X" + name;
        }

        return name;
    }

    private static string Camel(string name, bool capitalizeFirst)
    {
        var camel = new StringBuilder(name.Length);
        var capital = capitalizeFirst;
        foreach (var c in name)
        {
            if (c == '_')
            {
                capital = true;
                continue;
            }

            camel.Append(capital ? char.ToUpperInvariant(c) : c);
            capital = false;
        }

        return camel.ToString();
    }
}

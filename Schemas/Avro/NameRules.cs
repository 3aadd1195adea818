namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// What a name may look like, in Avro Java's words. Letters of any script count, as they do there. Names of schemas that
/// are not new need only not be empty.
/// </summary>
internal static class NameRules
{
    /// <summary>The reason why a name is no name; null when it is one.</summary>
    public static string? Check(string? name, bool strict)
    {
        if (name is null)
        {
            return "Null name";
        }

        if (name.Length == 0)
        {
            return "Empty name";
        }

        return strict ? CheckCharacters(name) : null;
    }

    /// <summary>Checks every part of a namespace.</summary>
    public static string? CheckSpace(string? space, bool strict)
    {
        if (space is null || !strict)
        {
            return null;
        }

        foreach (var part in space.Split('.'))
        {
            if (Check(part, strict: true) is { } reason)
            {
                return $"Namespace part \"{part}\" is invalid: {reason}";
            }
        }

        return null;
    }

    private static string? CheckCharacters(string name)
    {
        if (!char.IsLetter(name[0]) && name[0] != '_')
        {
            return $"Illegal initial character: {name}";
        }

        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character != '_')
            {
                return $"Illegal character in: {name}";
            }
        }

        return null;
    }
}

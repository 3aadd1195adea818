namespace SchemaRegistry.Schemas.Avro;

/// <summary>The name of a record, enum or fixed, or of an alias of one. An absent namespace is null.</summary>
internal sealed class AvroName
{
    private AvroName(string name, string? space)
    {
        Name = name;
        Space = space;
        Full = space is null ? name : space + "." + name;
    }

    public string Name { get; }

    public string? Space { get; }

    public string Full { get; }

    /// <summary>Reads a name. One with dots contains its namespace, which then replaces <paramref name="space"/>.</summary>
    public static AvroName Of(string name, string? space)
    {
        var dot = name.LastIndexOf('.');
        if (dot >= 0)
        {
            space = name[..dot];
        }

        return new AvroName(name[(dot + 1)..], string.IsNullOrEmpty(space) ? null : space);
    }

    /// <summary>
    /// The name as it is written inside <paramref name="enclosing"/>: without namespace where that is the same, unless it
    /// would then read as the name of a kind.
    /// </summary>
    public string Within(string? enclosing) =>
        Space is not null && Space == enclosing && !AvroKindNames.IsKindName(Name) ? Name : Full;
}

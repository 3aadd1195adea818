namespace SchemaRegistry.Model;

/// <summary>
/// A subject inside a context (reference 2.1). <c>mysubj</c> lies in the default context <c>.</c>;
/// <c>:.ctx:mysubj</c> in <c>.ctx</c>; <c>:.ctx:</c> is the context itself, with an empty name.
/// </summary>
public readonly record struct SubjectName(string Context, string Name)
{
    public const string DefaultContext = ".";

    /// <summary>The scope above all contexts; only config and mode live there.</summary>
    public const string GlobalContext = ".__GLOBAL";

    public bool IsDefaultContext => Context == DefaultContext;

    /// <summary>True when this names a context and not a subject in it.</summary>
    public bool IsContext => Name.Length == 0;

    /// <summary>Reads any of the forms of a name (reference 2.1); never fails, as every string is some subject.</summary>
    public static SubjectName Parse(string text)
    {
        if (!text.StartsWith(":.", StringComparison.Ordinal))
        {
            return new SubjectName(DefaultContext, text);
        }

        var end = text.IndexOf(':', 1);
        return end < 0
            ? new SubjectName(text[1..], "")
            : new SubjectName(end == 2 ? DefaultContext : text[1..end], text[(end + 1)..]);
    }

    /// <summary>Reads a subject as seen from <paramref name="context"/>: an unqualified name belongs to that context.</summary>
    public static SubjectName ParseWithin(string context, string text) =>
        text.StartsWith(":.", StringComparison.Ordinal) ? Parse(text) : new SubjectName(context, text);

    /// <summary>
    /// Whether something may be written under this name (reference 2.1): no control characters, none of the reserved names.
    /// </summary>
    public bool IsWritable => IsStorable && Name is not ("__GLOBAL" or "__EMPTY") && Context != GlobalContext;

    /// <summary>Whether the name can exist in a store at all.</summary>
    public bool IsStorable => !HasControlCharacter(Name) && !HasControlCharacter(Context);

    /// <summary>Unqualified in the default context, <c>:.ctx:name</c> elsewhere: the form clients see.</summary>
    public override string ToString() => IsDefaultContext ? Name : $":{Context}:{Name}";

    /// <summary>With its context spelt out, also the default one: never empty, and read back by <see cref="Parse"/>.</summary>
    public string ToQualifiedString() => $":{Context}:{Name}";

    private static bool HasControlCharacter(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }
}

using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>Which use of a schema is shown with it.</summary>
/// <param name="Use">Null when the schema is shown without any.</param>
internal readonly record struct ShownUse(SchemaUse? Use)
{
    /// <summary>Shows a schema whatever uses it, and also when nothing does.</summary>
    public static ShownUse? Any(SchemaById schema) => new ShownUse(Of(schema, subject: null));

    /// <summary>
    /// The use to show for a subject, or for none. One that is not deleted is shown rather than one that is; of one subject's
    /// the newest.
    /// </summary>
    /// <param name="subject">Null for any subject's.</param>
    public static SchemaUse? Of(SchemaById schema, string? subject)
    {
        SchemaUse? shown = null;
        foreach (var use in schema.Uses)
        {
            if ((subject is null || use.Subject == subject) && (shown is null || shown.Deleted || (!use.Deleted && subject is not null)))
            {
                shown = use;
            }
        }

        return shown;
    }
}

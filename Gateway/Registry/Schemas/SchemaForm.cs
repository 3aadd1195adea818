using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Schemas;

/// <summary>How a schema is to be shown (reference 4.3 and 10.4).</summary>
/// <param name="Format">The form of its text; empty for the text as it is stored.</param>
/// <param name="QualifiesReferences">Whether the subjects of its references are shown with their contexts.</param>
/// <param name="Tags">Shows which records and fields bear one of these tags, or any for <c>*</c>.</param>
internal sealed record SchemaForm(string Format, bool QualifiesReferences, ImmutableArray<string> Tags)
{
    /// <summary>As it is stored, with nothing added.</summary>
    public static readonly SchemaForm Stored = new("", false, []);

    public bool IsStored => Format.Length == 0 && !QualifiesReferences && Tags.IsEmpty;

    /// <summary>A schema of a context in this form.</summary>
    public async Task<FormedSchema> Of(Local local, string context, int id, SchemaContent content, CancellationToken cancellationToken)
    {
        if (Format.Length > 0)
        {
            content = content with { Text = await local.Reader.Format(context, id, Format, cancellationToken) };
        }

        if (QualifiesReferences)
        {
            content = content with { References = Qualified(context, content.References) };
        }

        return new FormedSchema(content, Tags.IsEmpty ? [] : await local.Reader.FindTags(context, id, Tags, cancellationToken));
    }

    private static ImmutableArray<SchemaReference> Qualified(string context, ImmutableArray<SchemaReference> references) =>
        [.. references.Select(reference =>
            reference with { Subject = SubjectName.ParseWithin(context, reference.Subject).ToQualifiedString() })];
}

/// <summary>A schema in the form that was asked for.</summary>
internal readonly record struct FormedSchema(SchemaContent Content, ImmutableArray<EntityTags> Tags);

using System.Collections.Immutable;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>A version of a subject in the form that was asked for.</summary>
/// <param name="Tags">The records and fields that bear the tags asked for.</param>
internal sealed record ShownVersion(SubjectSchema Schema, ImmutableArray<EntityTags> Tags)
{
    public static async Task<Outcome<ShownVersion>> Of(
        Outcome<SubjectSchema> found, SchemaForm form, Local local, CancellationToken cancellationToken)
    {
        if (found.Error is { } error)
        {
            return error;
        }

        var schema = found.Value!;
        if (form.IsStored)
        {
            return new ShownVersion(schema, []);
        }

        var context = SubjectName.Parse(schema.Subject).Context;
        var (content, tags) = await form.Of(local, context, schema.Id, schema.Content, cancellationToken);
        return new ShownVersion(schema with { Content = content }, tags);
    }
}

using System.Collections.Immutable;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Schemas;

/// <summary>A schema by id or GUID in the form that was asked for.</summary>
/// <param name="Shown">The schema as it is stored, and which use of it is shown.</param>
/// <param name="Content">The content in that form.</param>
/// <param name="Tags">The records and fields that bear the tags asked for.</param>
/// <param name="MaxId">The highest id of its context, when that was asked for.</param>
internal sealed record FoundSchema(ShownSchema Shown, SchemaContent Content, ImmutableArray<EntityTags> Tags, int? MaxId)
{
    /// <summary>Whether it is as it is stored, with nothing added, so that an answer encoded before will do.</summary>
    public bool IsStored => MaxId is null && Tags.IsEmpty && ReferenceEquals(Content, Shown.Schema.Content);

    public static FoundSchema Stored(ShownSchema shown) => new(shown, shown.Schema.Content, [], null);

    public static async ValueTask<FoundSchema> Of(
        ShownSchema shown, SchemaForm form, bool wantsMaxId, Local local, CancellationToken cancellationToken)
    {
        var schema = shown.Schema;
        if (form.IsStored && !wantsMaxId)
        {
            return Stored(shown);
        }

        var (content, tags) = await form.Of(local, schema.Context, schema.Id, schema.Content, cancellationToken);
        return new FoundSchema(
            shown, content, tags, wantsMaxId ? await local.Reader.MaxId(schema.Context, cancellationToken) : null);
    }
}

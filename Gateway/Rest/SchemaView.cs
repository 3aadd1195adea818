using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>
/// How a request wants schemas to be shown: the parameters <c>format</c>, <c>referenceFormat</c> and <c>findTags</c>
/// (reference 4.3 and 10.4).
/// </summary>
internal static class SchemaView
{
    /// <summary>Whether an id's schema is to be shown as it is stored, with nothing added.</summary>
    public static bool IsPlain(RestQuery query) =>
        string.IsNullOrEmpty(query.Text("format"))
        && string.IsNullOrEmpty(query.Text("referenceFormat"))
        && query.Text("findTags") is null
        && !query.Flag("fetchMaxId");

    /// <summary>The content as it is to be shown, and the tags that were asked for.</summary>
    public static async Task<(SchemaContent Content, ImmutableArray<EntityTags> Tags)> Of(
        RestCall call, string context, int id, SchemaContent content)
    {
        if (call.Query.Text("format") is { Length: > 0 } format)
        {
            content = content with { Text = await call.Reader.Format(context, id, format, call.Cancelled) };
        }

        if (string.Equals(call.Query.Text("referenceFormat"), "qualified", StringComparison.OrdinalIgnoreCase))
        {
            content = content with { References = Qualified(context, content.References) };
        }

        var wanted = call.Query.All("findTags");
        var tags = wanted.Count == 0 ? [] : await call.Reader.FindTags(context, id, [.. wanted], call.Cancelled);
        return (content, tags);
    }

    private static ImmutableArray<SchemaReference> Qualified(string context, ImmutableArray<SchemaReference> references) =>
        [.. references.Select(reference =>
            reference with { Subject = SubjectName.ParseWithin(context, reference.Subject).ToQualifiedString() })];
}

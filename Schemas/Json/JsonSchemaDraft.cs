using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>The drafts of JSON Schema this registry knows, in the order they appeared.</summary>
internal enum JsonSchemaDraft
{
    Draft4 = 4,
    Draft6 = 6,
    Draft7 = 7,
    Draft2019 = 2019,
    Draft2020 = 2020,
}

/// <summary>Telling drafts apart by <c>$schema</c>.</summary>
internal static class JsonSchemaDrafts
{
    private const string SchemaKeyword = "$schema";

    /// <summary>The draft a document names; the fallback when it names none, or one that is unknown.</summary>
    public static JsonSchemaDraft Of(JsonTree root, JsonSchemaDraft fallback) =>
        root.Find(SchemaKeyword, JsonKind.String) is { } uri ? ByUri(uri.Text) ?? fallback : fallback;

    /// <summary>The draft whose meta-schema, or a part of it, has that URI; http and https are the same.</summary>
    public static JsonSchemaDraft? ByUri(string uri)
    {
        var at = uri.IndexOf("://json-schema.org/", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || !uri.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = uri.AsSpan(at + "://json-schema.org/".Length).TrimEnd('#');
        return path switch
        {
            "draft-04/schema" => JsonSchemaDraft.Draft4,
            "draft-06/schema" => JsonSchemaDraft.Draft6,
            "draft-07/schema" or "schema" => JsonSchemaDraft.Draft7,
            _ when path.StartsWith("draft/2019-09/", StringComparison.Ordinal) => JsonSchemaDraft.Draft2019,
            _ when path.StartsWith("draft/2020-12/", StringComparison.Ordinal) => JsonSchemaDraft.Draft2020,
            _ => null,
        };
    }

    /// <summary>Whether keywords beside a <c>$ref</c> count: from 2019-09 on.</summary>
    public static bool IsModern(this JsonSchemaDraft draft) => draft >= JsonSchemaDraft.Draft2019;

    public static string IdKeyword(this JsonSchemaDraft draft) => draft == JsonSchemaDraft.Draft4 ? "id" : "$id";

    public static string Name(this JsonSchemaDraft draft) => draft switch
    {
        JsonSchemaDraft.Draft4 => "draft-04",
        JsonSchemaDraft.Draft6 => "draft-06",
        JsonSchemaDraft.Draft7 => "draft-07",
        JsonSchemaDraft.Draft2019 => "2019-09",
        _ => "2020-12",
    };
}

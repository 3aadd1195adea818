using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Registry.Schemas;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>The answers that show a schema by its id, each encoded once for as long as the schema is kept.</summary>
internal static class KeptSchemaJson
{
    /// <summary>The answer to <c>GET /schemas/ids/{id}</c>.</summary>
    public static AnswerBody Json(this ShownSchema shown) => (AnswerBody)(shown.RestForm ??= new AnswerBody(
        EncodedJson.Of(writer => SchemaJson.WriteSchemaString(writer, FoundSchema.Stored(shown))).ToArray(),
        isCached: true));
}

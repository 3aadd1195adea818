using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Shortcuts;

/// <summary>The answer to <c>GET /subjects/{subject}/versions/{version}</c>, encoded.</summary>
internal sealed class EncodedVersion(SubjectSchema schema)
{
    /// <summary>What it shows. A grain hands out the same object while nothing has changed.</summary>
    public SubjectSchema Schema => schema;

    public AnswerBody Json { get; } = new(EncodedJson.Of(writer => SchemaJson.WriteSubjectSchema(writer, schema, tags: [])).ToArray(), isCached: true);

    public string Tag => field ??= EntityTag.Of(Json.Plain).ToString();

    /// <summary>In bytes, as if every form had been asked for.</summary>
    public long Weight => 400 + Sizes.WeightOf(schema.Content) + (2L * Json.Plain.Length);
}

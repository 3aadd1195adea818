using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>The answer to <c>GET /subjects/{subject}/versions/{version}</c>, encoded.</summary>
internal sealed class EncodedVersion(SubjectSchema schema)
{
    private byte[]? _gzip;

    /// <summary>What it shows. A grain hands out the same object while nothing has changed.</summary>
    public SubjectSchema Schema => schema;

    public byte[] Json { get; } = EncodedJson.Of(writer => SchemaJson.WriteSubjectSchema(writer, schema, tags: [])).ToArray();

    public byte[] Gzip => _gzip ??= Compression.Compress(Json);

    public string Tag => field ??= EntityTag.Of(Json).ToString();

    /// <summary>In bytes, as if every form had been asked for.</summary>
    public long Weight => 400 + (2L * schema.Content.Text.Length) + (2L * Json.Length);
}

using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Gateway.Protos.V1;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// A schema as it is shown to those who ask for its id along with one subject, or with none: the answers of both protocols,
/// each encoded when it is first asked for. Never changes what it shows.
/// </summary>
/// <param name="asked">The subject that was asked for along with the id, as <see cref="SubjectName.ToString"/> writes it, or empty.</param>
/// <param name="use">The use that is shown; null when there is none.</param>
/// <param name="isNamed">Whether its subject and version are shown too; with a GUID they are not.</param>
internal sealed class ShownSchema(SchemaById schema, string asked, SchemaUse? use, bool isNamed = true)
{
    private const int Overhead = 400;
    private readonly int _askedMark = Freshness.MarkOf(asked);
    private readonly int _shownMark = Freshness.MarkOf(use?.Subject ?? asked);
    private AnswerBody? _json;
    private Wire.GetSchemaResponse? _message;

    public string Asked => asked;

    public SchemaById Schema => schema;

    public SchemaUse? Use => use;

    public bool IsNamed => isNamed;

    /// <summary>What all encoded forms together take, in bytes, as if all of them were there.</summary>
    public long Weight { get; } = Overhead + 2L * schema.Content.Text.Length;

    /// <summary>The answer to <c>GET /schemas/ids/{id}</c>.</summary>
    public AnswerBody Json => _json ??= new AnswerBody(
        EncodedJson.Of(writer => SchemaJson.WriteSchemaString(writer, this, schema.Content, tags: [], maxId: null)).ToArray());

    /// <summary>The answer to the RPC <c>GetSchema</c>. Shared: not to be changed.</summary>
    public Wire.GetSchemaResponse Message => _message ??= new Wire.GetSchemaResponse
    {
        Id = SchemaMessages.Id(schema.Context, schema.Id),
        Guid = schema.Guid.ToString(),
        Schema = SchemaMessages.Show(schema.Content),
        Use = use is null ? null : SchemaMessages.Show(use),
    };

    /// <summary>Whether none of the subjects it rests on has changed since it was read.</summary>
    public bool IsFresh(Freshness freshness, long readAt) =>
        freshness.IsFresh(readAt, _shownMark) && freshness.IsFresh(readAt, _askedMark);
}

using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// A schema as it is shown to those who ask for its id along with one subject, or with none: the answer of each protocol
/// is encoded when it is first asked for, and kept. Never changes what it shows.
/// </summary>
/// <param name="asked">The subject that was asked for along with the id, as <see cref="SubjectName.ToString"/> writes it, or empty.</param>
/// <param name="use">The use that is shown; null when there is none.</param>
/// <param name="isNamed">Whether its subject and version are shown too; with a GUID they are not.</param>
internal sealed class ShownSchema(SchemaById schema, string asked, SchemaUse? use, bool isNamed = true)
{
    private const int Overhead = 400;
    private readonly int _askedMark = Freshness.MarkOf(asked);
    private readonly int _shownMark = Freshness.MarkOf(use?.Subject ?? asked);

    public string Asked => asked;

    public SchemaById Schema => schema;

    public SchemaUse? Use => use;

    public bool IsNamed => isNamed;

    /// <summary>What all encoded forms together take, in bytes, as if all of them were there.</summary>
    public long Weight { get; } = Overhead + (2L * schema.Content.Text.Length) + (2 * Sizes.WeightBeside(schema.Content));

    /// <summary>The answer over REST, kept here by <c>KeptSchemaJson</c>; this class knows no protocol.</summary>
    public object? RestForm { get; set; }

    /// <summary>The answer over gRPC, kept here by <c>KeptSchemaMessage</c>.</summary>
    public object? GrpcForm { get; set; }

    /// <summary>Whether none of the subjects it rests on has changed since it was read.</summary>
    public bool IsFresh(Freshness freshness, long readAt) =>
        freshness.IsFresh(readAt, _shownMark) && freshness.IsFresh(readAt, _askedMark);
}

using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

// Schemas under subjects and behind ids, and who uses them. A surrogate whose parameters bear no numbers has the bytes of a
// record with the same parameters: these were such records once.

[GenerateSerializer]
internal readonly record struct SubjectSchemaSurrogate(
    string Subject,
    int Version,
    int SchemaId,
    Guid Guid,
    SchemaContent Content,
    long? CreatedAt,
    bool? Deleted);

[RegisterConverter]
internal sealed class SubjectSchemaConverter : IConverter<SubjectSchema, SubjectSchemaSurrogate>
{
    public SubjectSchema ConvertFromSurrogate(in SubjectSchemaSurrogate s) =>
        new(s.Subject, s.Version, s.SchemaId, s.Guid, s.Content, s.CreatedAt, s.Deleted);

    public SubjectSchemaSurrogate ConvertToSurrogate(in SubjectSchema v) =>
        new(v.Subject, v.Version, v.Id, v.Guid, v.Content, v.CreatedAt, v.Deleted);
}

[GenerateSerializer]
internal readonly record struct SchemaUseSurrogate(
    string Subject, int Version, bool Deleted, long CreatedAt);

[RegisterConverter]
internal sealed class SchemaUseConverter : IConverter<SchemaUse, SchemaUseSurrogate>
{
    public SchemaUse ConvertFromSurrogate(in SchemaUseSurrogate s) => new(s.Subject, s.Version, s.Deleted, s.CreatedAt);

    public SchemaUseSurrogate ConvertToSurrogate(in SchemaUse v) => new(v.Subject, v.Version, v.Deleted, v.CreatedAt);
}

[GenerateSerializer]
internal readonly record struct SchemaByIdSurrogate(
    string Context,
    int SchemaId,
    Guid Guid,
    SchemaContent Content,
    ImmutableArray<SchemaUse> Uses);

[RegisterConverter]
internal sealed class SchemaByIdConverter : IConverter<SchemaById, SchemaByIdSurrogate>
{
    public SchemaById ConvertFromSurrogate(in SchemaByIdSurrogate s) => new(s.Context, s.SchemaId, s.Guid, s.Content, s.Uses);

    public SchemaByIdSurrogate ConvertToSurrogate(in SchemaById v) => new(v.Context, v.Id, v.Guid, v.Content, v.Uses);
}

[GenerateSerializer]
internal readonly record struct SchemaIdSurrogate(string Context, int Number);

[RegisterConverter]
internal sealed class SchemaIdConverter : IConverter<SchemaId, SchemaIdSurrogate>
{
    public SchemaId ConvertFromSurrogate(in SchemaIdSurrogate s) => new(s.Context, s.Number);

    public SchemaIdSurrogate ConvertToSurrogate(in SchemaId v) => new(v.Context, v.Id);
}

[GenerateSerializer]
internal readonly record struct ReferrerSurrogate(
    int SchemaId, string Subject, int Version, bool Deleted);

[RegisterConverter]
internal sealed class ReferrerConverter : IConverter<Referrer, ReferrerSurrogate>
{
    public Referrer ConvertFromSurrogate(in ReferrerSurrogate s) => new(s.SchemaId, s.Subject, s.Version, s.Deleted);

    public ReferrerSurrogate ConvertToSurrogate(in Referrer v) => new(v.Id, v.Subject, v.Version, v.Deleted);
}

using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Contents;

/// <summary>A schema as it was read.</summary>
/// <param name="Generation">See <see cref="ISchemaStore.ReadGeneration"/>; as of when this was read.</param>
public sealed record StoredSchema(SchemaById Schema, long Generation);

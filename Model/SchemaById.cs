using System.Collections.Immutable;

namespace SchemaRegistry.Model;

/// <summary>The content behind an id and where it is used (reference 3.4).</summary>
public sealed record SchemaById(string Context, int Id, Guid Guid, SchemaContent Content, ImmutableArray<SchemaUse> Uses);

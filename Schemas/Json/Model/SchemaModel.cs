namespace SchemaRegistry.Schemas.Json.Model;

/// <summary>A schema ready for comparison, and the first of its references that leads nowhere.</summary>
internal sealed record SchemaModel(SchemaNode Root, SchemaError? BrokenReference);

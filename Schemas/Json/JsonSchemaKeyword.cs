namespace SchemaRegistry.Schemas.Json;

/// <summary>What the value of a keyword has to be.</summary>
internal enum KeywordShape
{
    Text,
    Boolean,
    Number,
    PositiveNumber,
    Count,
    Reference,
    Pattern,
    TypeNames,
    EnumValues,
    Names,
    NamesByName,
    Schema,
    SchemaList,
    SchemaOrList,
    SchemaByName,
    SchemaByPattern,
    SchemaOrNamesByName,
}

/// <summary>A keyword of some drafts and the shape of its value there.</summary>
internal sealed record JsonSchemaKeyword(string Name, KeywordShape Shape, JsonSchemaDraft From, JsonSchemaDraft To)
{
    public bool IsPartOf(JsonSchemaDraft draft) => draft >= From && draft <= To;
}

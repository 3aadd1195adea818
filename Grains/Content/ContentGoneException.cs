namespace SchemaRegistry.Grains.Content;

/// <summary>A content was permanently deleted since the state was read that led to it: read that again.</summary>
internal sealed class ContentGoneException(string context, int id)
    : Exception($"Schema {id} of context {context} is permanently deleted");

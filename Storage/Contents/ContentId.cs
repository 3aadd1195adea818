namespace SchemaRegistry.Storage.Contents;

/// <summary>The id for a content; taken when the content had none.</summary>
public readonly record struct ContentId(int Id, bool IsNew);

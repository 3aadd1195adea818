namespace SchemaRegistry.Storage.Commits;

/// <summary>Removes an empty context with its settings. Its ids stay used.</summary>
public sealed record DeleteContext(string Context, CommitOrigin Origin);

namespace SchemaRegistry.Storage.Commits;

/// <summary>The settings a decision relied on. A commit under other revisions is refused.</summary>
public sealed record SettingsRevisions(long Context, long Global);

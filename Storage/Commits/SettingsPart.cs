namespace SchemaRegistry.Storage.Commits;

/// <summary>One of the two settings that are stored together.</summary>
public enum SettingsPart
{
    /// <summary>Another one, of a newer build.</summary>
    Unknown = -1,
    Config = 0,
    Mode = 1,
}

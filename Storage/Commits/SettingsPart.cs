namespace SchemaRegistry.Storage.Commits;

/// <summary>One of the two settings that are stored together.</summary>
public enum SettingsPart
{
    Config,
    Mode,
}

namespace SchemaRegistry.Grains;

/// <summary>Numbers of the log messages of this assembly; never reused.</summary>
internal static class EventIds
{
    public const int CommitMissed = 1;
    public const int CommitUnknown = 2;
}

namespace SchemaRegistry.Grains;

/// <summary>Numbers of the log messages of this assembly; never reused.</summary>
internal static class EventIds
{
    public const int CommitMissed = 1;
    public const int CommitUnknown = 2;
    public const int SequencerLeads = 11;
    public const int SequencerLost = 12;
    public const int FollowerLost = 13;
    public const int FollowerSkipped = 14;
}

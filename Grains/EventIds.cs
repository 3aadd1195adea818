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
    public const int WebhooksDelivering = 15;
    public const int WebhooksLost = 16;
    public const int WebhookLost = 17;
    public const int WebhookSuspended = 18;
    public const int WebhookGaveUp = 19;
}

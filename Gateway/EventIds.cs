namespace SchemaRegistry.Gateway;

/// <summary>Numbers of the log messages of this assembly; never reused.</summary>
internal static class EventIds
{
    public const int RequestFailed = 101;
    public const int GrpcCallFailed = 102;
    public const int CallRetried = 103;
    public const int CacheFollowerLost = 104;
    public const int FirstLookupMissed = 105;
    public const int RequestsFailed = 106;
    public const int TracesUnsent = 107;
}

namespace SchemaRegistry.Grains.Writing;

/// <summary>A change that needs nothing else to be known of it than whether it may have been made.</summary>
internal sealed class Uncertain : IUncertain
{
    public bool MayBeCommitted { get; set; }
}

namespace SchemaRegistry.Gateway;

/// <summary>Why the registry did not do what it should have; also a label of a metric.</summary>
internal enum FailureReason
{
    /// <summary>The store was away, or did not say what became of a change.</summary>
    Store,

    /// <summary>A silo, or the way to it, was lost.</summary>
    Cluster,

    /// <summary>Others changed the same subject all the time.</summary>
    Contention,

    /// <summary>There was no room for what it would have taken.</summary>
    Memory,

    /// <summary>This process does not take requests yet, or no longer.</summary>
    Admission,

    /// <summary>Something that should not have happened.</summary>
    Internal,
}

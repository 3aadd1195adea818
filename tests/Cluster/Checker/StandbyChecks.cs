namespace SchemaRegistry.Cluster.Checker;

/// <summary>While no standby takes commits nothing is acknowledged that had to be committed.</summary>
internal static class StandbyChecks
{
    public static IEnumerable<string> Run(History history) =>
        from time in history.WithoutStandby
        from operation in history.Operations
        where operation.IsDone && time.From < operation.StartedAt && operation.EndedAt < time.To && IsCommitted(operation)
        select $"acknowledged while no standby had it: {operation}";

    // What was sent under an id, or is asked for by several, may have been committed before.
    private static bool IsCommitted(Operation operation) => operation.RequestId is null && operation.Work switch
    {
        Work.Register => !operation.Text!.Contains("Shared", StringComparison.Ordinal),
        Work.Delete or Work.Purge or Work.DeleteSubject => true,
        _ => false,
    };
}

namespace SchemaRegistry.Cluster.Checker;

/// <summary>Holds a history against what was committed.</summary>
internal static class Verdict
{
    /// <summary>What is wrong, in sentences; empty when every promise was kept.</summary>
    public static async Task<IReadOnlyList<string>> On(History history, string databaseUrl)
    {
        var log = await CommittedLog.Read(databaseUrl);
        var contents = new Contents(log);
        return
        [
            .. WriteChecks.Run(log, contents, history.Operations),
            .. ReadChecks.Run(log, contents, history.Operations),
            .. RuleChecks.Run(log, contents),
            .. StandbyChecks.Run(history),
        ];
    }
}

using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>Has the database wait for a standby that is not there, and notes when no commit can have been answered.</summary>
internal sealed class AbsentStandby(PostgresServer postgres, History history)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public async Task Last(TimeSpan time)
    {
        await postgres.WaitForStandby("absent");
        var first = postgres.Commit();
        await Eventually.Be("a commit to wait", Deadline, postgres.HasWaitingCommits);
        var from = history.Now;
        await Task.Delay(time);
        history.NoteWithoutStandby(from, history.Now);
        await postgres.WaitForStandby(null);
        await first;
    }
}

namespace SchemaRegistry.Cluster.Checker;

internal enum Work
{
    Register,
    Import,
    Edit,
    Delete,
    Purge,
    Restore,
    DeleteSubject,
    SetLevel,
    ReadLatest,
    ReadVersions,
    ReadById,
}

/// <summary>What a caller knows about what became of its request.</summary>
internal enum Fate
{
    /// <summary>It was answered with success, or, if it was a read, that there is nothing.</summary>
    Done,

    /// <summary>It was refused, so that it has changed nothing.</summary>
    Refused,

    /// <summary>It may have happened or not.</summary>
    Unknown,
}

/// <summary>One request as its caller saw it.</summary>
/// <param name="StartedAt">On the clock of the history.</param>
/// <param name="Text">What was to be registered or edited, or was read.</param>
/// <param name="Version">Answered, or asked for; 0 when there is none.</param>
/// <param name="Id">Answered, or asked for; 0 when there is none.</param>
/// <param name="Versions">Those that a list or a deletion answered.</param>
/// <param name="RequestId">Of the caller's own; what is sent again under it is the same request.</param>
internal sealed record Operation(
    Work Work,
    string Subject,
    TimeSpan StartedAt,
    TimeSpan EndedAt,
    Fate Fate,
    string? Text = null,
    int Version = 0,
    int Id = 0,
    IReadOnlyList<int>? Versions = null,
    string? Answer = null,
    string? RequestId = null)
{
    public bool IsDone => Fate == Fate.Done;

    public override string ToString() =>
        $"{Work} {Subject} version {Version} id {Id} [{string.Join(' ', Versions ?? [])}] {StartedAt.TotalSeconds:0.000}-{EndedAt.TotalSeconds:0.000} {Fate} {Answer}";
}

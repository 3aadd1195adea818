using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// What a change comes to under one state of a subject and its settings: an answer at once, or a commit that leads to one.
/// </summary>
internal sealed record Decision<T>
{
    private Decision(Outcome<T>? answer, Proposal<T>? proposal) => (Answer, Proposal) = (answer, proposal);

    public Outcome<T>? Answer { get; }

    public Proposal<T>? Proposal { get; }

    public static implicit operator Decision<T>(RegistryError error) => new(error, null);

    public static implicit operator Decision<T>(T value) => new(value, null);

    public static implicit operator Decision<T>(Proposal<T> proposal) => new(null, proposal);
}

/// <summary>A change that is ready to be committed.</summary>
/// <param name="Commit">Hands it to the store.</param>
/// <param name="Apply">
/// The state after the commit, or null to read it back; also settles an earlier commit of the same request.
/// </param>
/// <param name="Answer">What the caller is told.</param>
/// <param name="Refusal">The error for an outcome that another try cannot mend; null for the others.</param>
internal sealed record Proposal<T>(
    Func<CancellationToken, Task<CommitResult>> Commit,
    Func<CommitResult, SubjectState?> Apply,
    Func<CommitResult, T> Answer,
    Func<CommitResult, RegistryError?> Refusal);

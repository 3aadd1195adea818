using System.Collections.Concurrent;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Writing;

/// <summary>
/// The subjects that a commit was sent for from here which got no answer. What is read of them may be nowhere but on the primary, and
/// counts only once a later commit has returned, which stands for all before it.
/// </summary>
internal sealed class UnsettledSubjects(ISubjectStore store)
{
    // When more are lost than this, all subjects are taken to be unsettled.
    private const int Most = 10_000;
    private static readonly SubjectName All = new("", "");
    private readonly ConcurrentDictionary<SubjectName, long> _lost = new();
    private long _losses;

    /// <summary>A commit got no answer.</summary>
    public void Add(SubjectName subject)
    {
        var number = Interlocked.Increment(ref _losses);
        _lost[_lost.Count < Most ? subject : All] = number;
    }

    /// <summary>A later commit has returned.</summary>
    public void Remove(SubjectName subject)
    {
        if (!_lost.IsEmpty)
        {
            _lost.TryRemove(subject, out _);
        }
    }

    /// <summary>Returns, for nearly all subjects at once, when what can be read of one will last.</summary>
    /// <exception cref="Storage.StoreUnavailableException">That cannot be told for now.</exception>
    public ValueTask Settle(SubjectName subject, CancellationToken cancellationToken) =>
        _lost.ContainsKey(subject) || _lost.ContainsKey(All) ? new ValueTask(Settle(cancellationToken)) : ValueTask.CompletedTask;

    private async Task Settle(CancellationToken cancellationToken)
    {
        var losses = Interlocked.Read(ref _losses);
        await store.Settle(cancellationToken);
        foreach (var lost in _lost)
        {
            if (lost.Value <= losses)
            {
                _lost.TryRemove(lost);
            }
        }
    }
}

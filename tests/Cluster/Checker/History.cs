using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>Records every request and what became of it.</summary>
internal sealed class History
{
    private readonly ConcurrentQueue<Operation> _operations = new();
    private readonly ConcurrentQueue<(TimeSpan From, TimeSpan To)> _withoutStandby = new();
    private readonly long _begun = Stopwatch.GetTimestamp();

    public IReadOnlyCollection<Operation> Operations => _operations;

    /// <summary>When the database waited for a standby that was not there.</summary>
    public IReadOnlyCollection<(TimeSpan From, TimeSpan To)> WithoutStandby => _withoutStandby;

    public TimeSpan Now => Stopwatch.GetElapsedTime(_begun);

    public void NoteWithoutStandby(TimeSpan from, TimeSpan to) => _withoutStandby.Enqueue((from, to));

    /// <summary>Makes a request and records it; <paramref name="read"/> takes from the answer what is to be kept.</summary>
    public async Task<Operation> Record(Operation asked, Func<Task<ApiAnswer>> ask, Func<Operation, ApiAnswer, Operation> read)
    {
        var operation = asked with { StartedAt = Now };
        try
        {
            var answer = await ask();
            operation = operation with { EndedAt = Now, Fate = FateOf(answer) };
            operation = operation.Fate == Fate.Done ? read(operation, answer) : operation with { Answer = answer.ToString() };
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            operation = operation with { EndedAt = Now, Fate = Fate.Unknown, Answer = fault.Message };
        }

        _operations.Enqueue(operation);
        return operation;
    }

    private static Fate FateOf(ApiAnswer answer) => answer.Status switch
    {
        HttpStatusCode.OK => Fate.Done,
        >= HttpStatusCode.InternalServerError => Fate.Unknown,
        _ => Fate.Refused,
    };
}

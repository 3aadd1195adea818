using System.Collections.Concurrent;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Tests.Registry;

/// <summary>Stands before the door and notes what passes it, from every protocol.</summary>
internal sealed class Recorder(IRegistry registry) : IRegistry
{
    /// <summary>What a look at memory is noted as.</summary>
    public const string Look = nameof(Glance);

    private readonly ConcurrentQueue<Passage> _passed = new();

    /// <summary>Whether answers that lie in memory may be given.</summary>
    public bool AdmitsLooks { get; set; } = true;

    public Task<Outcome<T>> Ask<T>(Operation<T> operation, CancellationToken cancellationToken)
    {
        Note(operation);
        return registry.Ask(operation, cancellationToken);
    }

    public IAsyncEnumerable<T> List<T>(Listing<T> listing, CancellationToken cancellationToken)
    {
        Note(listing);
        return registry.List(listing, cancellationToken);
    }

    public bool Admits(in Glance glance)
    {
        _passed.Enqueue(new Passage(Look, glance.Right, glance.Subject.ToString()));
        return AdmitsLooks && registry.Admits(glance);
    }

    /// <summary>What has passed since the last time.</summary>
    public IReadOnlyList<Passage> Take()
    {
        var passed = new List<Passage>();
        while (_passed.TryDequeue(out var passage))
        {
            passed.Add(passage);
        }

        return passed;
    }

    private void Note(Operation operation) =>
        _passed.Enqueue(new Passage(operation.GetType().Name, operation.Right, operation.Target.Name.ToString()));
}

/// <param name="Name">Of the operation's type, or <see cref="Recorder.Look"/>.</param>
internal sealed record Passage(string Name, Right Right, string Subject);

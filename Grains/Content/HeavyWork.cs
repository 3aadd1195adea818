using System.Collections.Concurrent;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Content;

/// <summary>
/// Threads for what keeps a processor busy for long, half as many as there are processors. On the threads that answer requests two such pieces
/// of work would hold up everything else, as others come to their aid only slowly.
/// </summary>
internal sealed class HeavyWork : TaskScheduler, IDisposable
{
    // In characters. To hand what is as short as this to another thread takes longer than to do it.
    private const int Light = ParseBudget.ShortText;
    private const int Heavy = 64 << 10;
    private readonly BlockingCollection<Task> _tasks = [];

    public HeavyWork()
    {
        for (var i = 0; i < MaximumConcurrencyLevel; i++)
        {
            new Thread(Run) { IsBackground = true, Name = "Heavy work" }.Start();
        }
    }

    public override int MaximumConcurrencyLevel { get; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>
    /// How long the text of a schema is, for <see cref="Run{T}(long, Func{T}, CancellationToken)"/>. What it refers to may be of any length, and
    /// is part of the work on it.
    /// </summary>
    public static long LengthOf(ParsedSchema schema) =>
        schema.References.IsEmpty ? schema.CanonicalText.Length : Math.Max(Light + 1, schema.CanonicalText.Length);

    /// <summary>Does a piece of work where it holds up nobody.</summary>
    /// <param name="length">Of the texts it is about, in characters.</param>
    public Task<T> Run<T>(long length, Func<T> work, CancellationToken cancellationToken) => length switch
    {
        <= Light => Task.FromResult(work()),
        <= Heavy => Task.Run(work, cancellationToken),
        _ => Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach, this),
    };

    /// <summary>The same for work that waits in between; never done by the caller itself.</summary>
    public Task<T> Run<T>(long length, Func<Task<T>> work, CancellationToken cancellationToken) => length <= Heavy
        ? Task.Run(work, cancellationToken)
        : Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public void Dispose()
    {
        _tasks.CompleteAdding();
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => Current == this && TryExecuteTask(task);

    private void Run()
    {
        foreach (var task in _tasks.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}

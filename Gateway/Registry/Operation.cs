using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>What a caller asks of the registry, whatever protocol it came by: a value that can be allowed, recorded, sent on.</summary>
/// <param name="Caller">Who asks, and under which request id.</param>
/// <param name="Target">What it is about.</param>
internal abstract record Operation(Caller Caller, Target Target)
{
    /// <summary>What the caller must be allowed to do.</summary>
    public abstract Right Right { get; }

    /// <summary>Whether it changes anything that is stored.</summary>
    public virtual bool IsChange => false;
}

/// <summary>An operation with one answer.</summary>
internal abstract record Operation<T>(Caller Caller, Target Target) : Operation(Caller, Target)
{
    /// <summary>Carries it out with what this process has.</summary>
    public abstract Task<Outcome<T>> Run(Local local, CancellationToken cancellationToken);

    /// <summary>Takes out of this process's cache what a change has made old.</summary>
    /// <param name="outcome">Null when it is not known what became of it.</param>
    public virtual void Evict(SchemaCache schemas, Outcome<T>? outcome)
    {
    }
}

/// <summary>An operation whose answer is a stream. Nothing is read ahead of who takes it.</summary>
internal abstract record Listing<T>(Caller Caller, Target Target) : Operation(Caller, Target)
{
    /// <summary>Carries it out with what this process has.</summary>
    public abstract IAsyncEnumerable<T> Run(Local local, CancellationToken cancellationToken);
}

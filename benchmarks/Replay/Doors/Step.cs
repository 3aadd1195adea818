namespace SchemaRegistry.Replay.Doors;

/// <summary>A request that is still to be sent.</summary>
/// <param name="Operation">Its kind.</param>
internal abstract record Step(string Operation)
{
    /// <summary>All of it, to read.</summary>
    public abstract string Request { get; }

    public abstract Task<Answer> Send(Server server, Memory memory);
}

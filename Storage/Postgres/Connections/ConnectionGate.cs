namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>What a pooled connection is wanted for.</summary>
internal enum ConnectionUse
{
    Read,

    /// <summary>The changes of many callers in one trip.</summary>
    Trip,

    /// <summary>One change by itself, which may wait for a lock.</summary>
    Lone,
}

/// <summary>
/// Says who may have a pooled connection: first come, first served, as many at once as the server lets us have. Changes may take
/// three quarters of them, and half those that go by themselves: a commit lasts for as long as a standby makes it wait, a lone
/// change for as long as a lock does, and neither is to keep the others from the database.
/// </summary>
internal sealed class ConnectionGate
{
    private static readonly TimeSpan GrowAgain = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly int _most;
    private readonly TimeProvider _clock;
    private int _allowed;
    private int _used;
    private int _changes;
    private int _lone;
    private long _refusedAt;

    /// <param name="most">Connections of the pool.</param>
    /// <param name="clock">Tells when the server may be asked for more again.</param>
    public ConnectionGate(int most, TimeProvider clock) => (_most, _allowed, _clock) = (most, most, clock);

    /// <summary>How many may be used at once: all of the pool, or those there were when the server refused another one.</summary>
    public int Allowed => Volatile.Read(ref _allowed);

    /// <summary>Returns when a connection may be used. <see cref="Leave"/> or <see cref="Refuse"/> has to follow.</summary>
    /// <exception cref="TimeoutException">None was free for so long.</exception>
    public ValueTask Enter(ConnectionUse use, TimeSpan patience, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> waiter;
        lock (_gate)
        {
            if (!IsAwaited(use) && TryTake(use))
            {
                return ValueTask.CompletedTask;
            }

            waiter = _waiting.AddLast(new Waiter(use));

            // By now the server may have one more, while those that there are do not come back.
            LetIn();
        }

        return new ValueTask(Wait(waiter, patience, cancellationToken));
    }

    public void Leave(ConnectionUse use)
    {
        lock (_gate)
        {
            Count(use, -1);
            LetIn();
        }
    }

    /// <summary>
    /// Leaves without a connection, since the server has no more for us: those that there are go round, and now and then it is asked
    /// for one more.
    /// </summary>
    /// <returns>Whether there are any.</returns>
    public bool Refuse(ConnectionUse use)
    {
        lock (_gate)
        {
            Count(use, -1);
            (_allowed, _refusedAt) = (Math.Max(1, _used), _clock.GetTimestamp());
            LetIn();
            return _used > 0;
        }
    }

    private async Task Wait(LinkedListNode<Waiter> waiter, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await waiter.Value.Turn.Task.WaitAsync(patience, _clock, cancellationToken);
        }
        catch
        {
            GiveUp(waiter);
            throw;
        }
    }

    // Who was let in at the last moment leaves again.
    private void GiveUp(LinkedListNode<Waiter> waiter)
    {
        lock (_gate)
        {
            if (waiter.List is null)
            {
                Count(waiter.Value.Use, -1);
                LetIn();
            }
            else
            {
                _waiting.Remove(waiter);
            }
        }
    }

    private void LetIn()
    {
        for (var next = _waiting.First; next is not null && IsRoom;)
        {
            var (waiter, following) = (next, next.Next);
            if (TryTake(waiter.Value.Use))
            {
                _waiting.Remove(waiter);
                waiter.Value.Turn.SetResult();
            }

            next = following;
        }
    }

    private bool IsAwaited(ConnectionUse use)
    {
        for (var waiter = _waiting.First; waiter is not null; waiter = waiter.Next)
        {
            if (waiter.Value.Use == use)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsRoom => _used < _allowed || (_allowed < _most && _clock.GetElapsedTime(_refusedAt) >= GrowAgain);

    private bool TryTake(ConnectionUse use)
    {
        if (!IsRoom
            || (use != ConnectionUse.Read && _changes >= Share(3, 4))
            || (use == ConnectionUse.Lone && _lone >= Share(1, 2)))
        {
            return false;
        }

        Count(use, 1);
        if (_used > _allowed)
        {
            (_allowed, _refusedAt) = (_used, _clock.GetTimestamp());
        }

        return true;
    }

    private void Count(ConnectionUse use, int change)
    {
        _used += change;
        _changes += use == ConnectionUse.Read ? 0 : change;
        _lone += use == ConnectionUse.Lone ? change : 0;
    }

    private int Share(int part, int of) => Math.Max(1, _allowed * part / of);

    private sealed class Waiter(ConnectionUse use)
    {
        public ConnectionUse Use => use;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

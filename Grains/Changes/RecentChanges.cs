using System.Collections.Immutable;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Grains.Changes;

/// <summary>
/// The end of the change log in memory, for those who have kept up with it. Bounded in number and bytes; who is further
/// behind reads from the store.
/// </summary>
internal sealed class RecentChanges(int capacity = 8_192, long maxBytes = 8 << 20)
{
    private const int EntryBytes = 300;
    private readonly Lock _gate = new();
    private readonly NumberedChange?[] _slots = new NumberedChange?[capacity];
    private LogPosition? _position;
    private TaskCompletionSource _arrival = New();
    private long _first;
    private long _bytes;

    /// <summary>Ends when something comes after the task was asked for.</summary>
    public Task Arrival
    {
        get
        {
            lock (_gate)
            {
                return _arrival.Task;
            }
        }
    }

    /// <summary>Where the log ended when it was last looked at; null before.</summary>
    public LogPosition? Position
    {
        get
        {
            lock (_gate)
            {
                return _position;
            }
        }
    }

    public int Capacity => capacity;

    /// <summary>Forgets everything and begins after a position.</summary>
    public void Reset(LogPosition position)
    {
        lock (_gate)
        {
            Array.Clear(_slots);
            (_position, _first, _bytes) = (position, position.Highest + 1, 0);
            Announce();
        }
    }

    /// <summary>Adds the changes that come next. False, and nothing is added, when they are not those that come next.</summary>
    public bool TryAppend(LogPosition position, ImmutableArray<NumberedChange> changes)
    {
        lock (_gate)
        {
            var known = _position!.Highest;
            if (!changes.Index().All(change => change.Item.Number == known + 1 + change.Index))
            {
                return false;
            }

            foreach (var change in changes)
            {
                Add(change);
            }

            _position = position with { Highest = known + changes.Length };
            if (!changes.IsEmpty)
            {
                Announce();
            }

            return true;
        }
    }

    /// <summary>What lies after a number; null when that is not in memory, or has not come yet as far as is known here.</summary>
    public ChangePage? Read(long after, int limit, ChangeFilter filter)
    {
        lock (_gate)
        {
            if (_position is null || after + 1 < _first || after > _position.Highest)
            {
                return null;
            }

            var found = ImmutableArray.CreateBuilder<NumberedChange>();
            var number = after;
            while (number < _position.Highest && found.Count < limit)
            {
                number++;
                var change = _slots[number % capacity]!;
                if (filter.Admits(change.Change))
                {
                    found.Add(change);
                }
            }

            return new ChangePage(_position, found.DrainToImmutable(), number);
        }
    }

    private void Add(NumberedChange change)
    {
        _bytes += SizeOf(change);
        while (change.Number - _first >= capacity || (_bytes > maxBytes && _first < change.Number))
        {
            ref var oldest = ref _slots[_first % capacity];
            _bytes -= SizeOf(oldest!);
            oldest = null;
            _first++;
        }

        _slots[change.Number % capacity] = change;
    }

    private void Announce()
    {
        _arrival.TrySetResult();
        _arrival = New();
    }

    private static long SizeOf(NumberedChange entry) =>
        EntryBytes + (2L * (entry.Change.Payload.Length + entry.Change.Subject.Name.Length + entry.Change.Actor.Length));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

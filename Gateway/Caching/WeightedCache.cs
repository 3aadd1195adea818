using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// A cache bounded in entries and bytes. A hit takes no lock and moves nothing: it marks its entry. Room is made by a hand that
/// walks from the oldest entry to the newest, clears marks and evicts what bears none, so one pass over many keys does not
/// push out what is asked for again and again (the SIEVE algorithm; Zhang and others, NSDI 2024).
/// </summary>
/// <param name="maxEntries">At least 1.</param>
/// <param name="maxBytes">An entry heavier than this is not kept.</param>
internal sealed class WeightedCache<TKey, TValue>(int maxEntries, long maxBytes)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, LinkedListNode<Entry>> _entries = new();
    private readonly LinkedList<Entry> _order = [];
    private readonly Lock _gate = new();
    private LinkedListNode<Entry>? _hand;
    private long _weight;

    /// <summary>In bytes, as their owners weighed them.</summary>
    public long Weight => Interlocked.Read(ref _weight);

    public int Count => _order.Count;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        if (_entries.TryGetValue(key, out var node))
        {
            // Written only when it changes, so that busy entries are not passed from core to core.
            if (!node.ValueRef.IsMarked)
            {
                node.ValueRef.IsMarked = true;
            }

            value = node.ValueRef.Value;
            return true;
        }

        value = null;
        return false;
    }

    public void Set(TKey key, TValue value, long weight)
    {
        lock (_gate)
        {
            Drop(key);
            if (weight > maxBytes)
            {
                return;
            }

            _entries[key] = _order.AddFirst(new Entry(key, value, weight));
            _weight += weight;
            MakeRoom();
        }
    }

    /// <summary>Weighs an entry anew, if the key still holds this value.</summary>
    public void Reweigh(TKey key, TValue value, long weight)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var node) && ReferenceEquals(node.ValueRef.Value, value))
            {
                _weight += weight - node.ValueRef.Weight;
                node.ValueRef.Weight = weight;
                MakeRoom();
            }
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            Drop(key);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _order.Clear();
            (_hand, _weight) = (null, 0);
        }
    }

    private void MakeRoom()
    {
        while (_weight > maxBytes || _order.Count > maxEntries)
        {
            var node = _hand ?? _order.Last!;
            if (node.ValueRef.IsMarked)
            {
                node.ValueRef.IsMarked = false;
                _hand = node.Previous;
            }
            else
            {
                _hand = node.Previous;
                Unlink(node);
            }
        }
    }

    private void Drop(TKey key)
    {
        if (_entries.TryGetValue(key, out var node))
        {
            Unlink(node);
        }
    }

    private void Unlink(LinkedListNode<Entry> node)
    {
        if (node == _hand)
        {
            _hand = node.Previous;
        }

        _entries.TryRemove(node.ValueRef.Key, out _);
        _order.Remove(node);
        _weight -= node.ValueRef.Weight;
    }

    private struct Entry(TKey key, TValue value, long weight)
    {
        public readonly TKey Key = key;
        public readonly TValue Value = value;
        public long Weight = weight;
        public bool IsMarked;
    }
}

using System.Text.Json.Nodes;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>
/// Changes as a watch reports them. A watch that selects gets DELETED for an object that stops matching, though it still
/// exists, and ADDED for one that begins to match.
/// </summary>
internal sealed class ApiEvents
{
    private readonly List<(long Version, string Place, JsonObject? Before, JsonObject? After)> _changes = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _oldest;

    public void Add(long version, string place, JsonObject? before, JsonObject? after)
    {
        _changes.Add((version, place, before, after));
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    public void Compact(long version)
    {
        _oldest = version;
        _changes.Clear();
    }

    /// <summary>Events after a resource version, or null when it is too old; and a task that ends when there may be more.</summary>
    public (List<(long Version, JsonObject Event)>? Events, Task Changed) After(string place, ApiSelector selector, long after)
    {
        if (after < _oldest)
        {
            return (null, Task.CompletedTask);
        }

        var events = new List<(long, JsonObject)>();
        foreach (var change in _changes.Where(change => change.Version > after && change.Place == place))
        {
            var (was, isNow) = (selector.Matches(change.Before), selector.Matches(change.After));
            if (was || isNow)
            {
                var type = !isNow ? "DELETED" : was ? "MODIFIED" : "ADDED";
                events.Add((change.Version, new JsonObject { ["type"] = type, ["object"] = (change.After ?? change.Before)!.DeepClone() }));
            }
        }

        return (events, _changed.Task);
    }
}

namespace SchemaRegistry.Model;

/// <summary>Says of things that may come by the thousands when one of them is worth a line of log.</summary>
/// <param name="clock">Monotonic time.</param>
/// <param name="quiet">How long nothing is told after something was.</param>
public sealed class Sparingly(TimeProvider clock, TimeSpan quiet)
{
    private readonly Lock _gate = new();
    private long? _toldAt;
    private int _untold;

    /// <summary>Counts one more. Answers with how many there were since the last answer, or null when it is too soon to tell.</summary>
    public int? Next()
    {
        lock (_gate)
        {
            _untold++;
            if (_toldAt is { } at && clock.GetElapsedTime(at) < quiet)
            {
                return null;
            }

            var times = _untold;
            (_untold, _toldAt) = (0, clock.GetTimestamp());
            return times;
        }
    }
}

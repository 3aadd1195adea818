using System.Collections.Concurrent;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// The subjects whose grains are active in this silo. They are let go one by one and all the time, so that a day's end is no
/// burst of work: names that nothing is stored under after a second, the others when nobody has asked for them during a whole
/// round of the hand, sooner when there are more than memory is meant to hold; a large one counts as many.
/// </summary>
internal sealed class LiveSubjects(RegistryOptions options, TimeProvider clock)
{
    /// <summary>How often <see cref="Turn"/> is to be called.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>In which the hand passes every subject once.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(5);

    // How long a subject may turn out to exist. A request takes several calls of its grain, which should find it active.
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(1);
    private const int MostYoung = 512;

    // At a few microseconds each.
    private const int LongestStep = 2_000;

    // What a small one takes at most, its grain included.
    private const long BytesOfSmall = 4 << 10;

    private readonly ConcurrentDictionary<SubjectName, LiveSubject> _byName = new();
    private readonly Lock _gate = new();
    private readonly Queue<LiveSubject> _young = new();
    private readonly List<LiveSubject> _settled = [];
    private int _hand;
    private double _due;
    private long _weight;

    public int Count => _byName.Count;

    public LiveSubject? Find(SubjectName subject) => _byName.GetValueOrDefault(subject);

    public void Add(LiveSubject subject)
    {
        _byName[subject.Name] = subject;
        List<LiveSubject> leaving = [];
        lock (_gate)
        {
            Welcome(subject);
            if (_young.Count > MostYoung)
            {
                Grow(_young.Dequeue(), leaving);
            }
        }

        leaving.ForEach(static gone => gone.LetGo());
    }

    public void Remove(LiveSubject subject)
    {
        _byName.TryRemove(KeyValuePair.Create(subject.Name, subject));
        lock (_gate)
        {
            subject.IsGone = true;
            Unsettle(subject);
        }

        Weigh(subject);
    }

    /// <summary>To be called by its grain when something was done, for what it remembers may have become more or less.</summary>
    public void Weigh(LiveSubject subject)
    {
        var weight = subject.IsGone ? 0 : subject.State.Weight;
        if (weight != subject.Weight)
        {
            Interlocked.Add(ref _weight, weight - subject.Weight);
            subject.Weight = weight;
        }
    }

    /// <summary>Lets go of those whose time has come since the last turn.</summary>
    public void Turn()
    {
        List<LiveSubject> leaving = [];
        lock (_gate)
        {
            while (_young.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Since) >= Youth)
            {
                Grow(_young.Dequeue(), leaving);
            }

            MoveHand(leaving);
        }

        leaving.ForEach(static gone => gone.LetGo());
    }

    private void Welcome(LiveSubject subject)
    {
        subject.Since = clock.GetTimestamp();
        _young.Enqueue(subject);
    }

    private void Grow(LiveSubject subject, List<LiveSubject> leaving)
    {
        if (subject.IsGone)
        {
            return;
        }

        if (subject.IsBusy)
        {
            Welcome(subject);
        }
        else if (subject.State.IsVoid)
        {
            leaving.Add(subject);
        }
        else
        {
            subject.Place = _settled.Count;
            _settled.Add(subject);
        }
    }

    private void MoveHand(List<LiveSubject> leaving)
    {
        _due += _settled.Count * (Interval / Round);
        var (steps, tooMany) = (0, _young.Count + _settled.Count + (Interlocked.Read(ref _weight) / BytesOfSmall) - options.MaxLiveSubjects);
        for (; _settled.Count > 0 && (_due >= 1 || (tooMany > 0 && steps < LongestStep)); steps++)
        {
            _due = Math.Max(0, _due - 1);
            _hand = _hand < _settled.Count ? _hand : 0;
            var subject = _settled[_hand];
            if ((!subject.State.TakeUse() || subject.State.IsVoid) && !subject.IsBusy)
            {
                Unsettle(subject);
                leaving.Add(subject);
                tooMany -= 1 + (subject.Weight / BytesOfSmall);
            }
            else
            {
                _hand++;
            }
        }
    }

    // The last one takes its place, which the hand then looks at again.
    private void Unsettle(LiveSubject subject)
    {
        if (subject.Place < 0)
        {
            return;
        }

        var last = _settled[^1];
        (_settled[subject.Place], last.Place) = (last, subject.Place);
        _settled.RemoveAt(_settled.Count - 1);
        subject.Place = -1;
    }
}

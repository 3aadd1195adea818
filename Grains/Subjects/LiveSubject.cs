using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>A subject whose grain is active in this silo, with what the grain remembers.</summary>
/// <param name="name">Its name.</param>
/// <param name="state">What is remembered of it.</param>
/// <param name="grain">The activation.</param>
internal sealed class LiveSubject(SubjectName name, LeasedSubject state, IGrainContext grain)
{
    private static readonly DeactivationReason Idle = new(DeactivationReasonCode.ActivationIdle, "Nobody has asked for this subject for a while.");
    private int _running;

    public SubjectName Name => name;

    public LeasedSubject State => state;

    /// <summary>Where it stands among those that have settled in <see cref="LiveSubjects"/>, whose field it is; −1 for nowhere.</summary>
    public int Place { get; set; } = -1;

    /// <summary>Since when it has been among the young there.</summary>
    public long Since { get; set; }

    /// <summary>What it is counted for there beside itself, in bytes.</summary>
    public long Weight { get; set; }

    /// <summary>Its grain is active no more.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether a request is under way, behind which others would have to wait if the grain were let go.</summary>
    public bool IsBusy => Volatile.Read(ref _running) > 0;

    public void Begin() => Interlocked.Increment(ref _running);

    public void End() => Interlocked.Decrement(ref _running);

    /// <summary>Lets the grain go, once what is under way has ended. Who asks for it then has it come back.</summary>
    public void LetGo() => grain.Deactivate(Idle);
}

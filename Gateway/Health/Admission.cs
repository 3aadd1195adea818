namespace SchemaRegistry.Gateway.Health;

/// <summary>What a process does with requests, from its start to its end.</summary>
public enum AdmissionStage
{
    /// <summary>It refuses them: what answers them is not there yet.</summary>
    Starting,

    /// <summary>It answers them.</summary>
    Open,

    /// <summary>It answers them, but whoever looks at <c>/ready</c> is told to go elsewhere.</summary>
    Leaving,

    /// <summary>It finishes what is under way, and refuses what is new.</summary>
    Closed,
}

/// <summary>Whether this process takes requests. Stages follow each other and never go back.</summary>
public sealed class Admission
{
    private volatile AdmissionStage _stage;
    private volatile bool _wasAsked;
    private volatile bool _isBrokenOff;

    public AdmissionStage Stage => _stage;

    public bool IsOpen => _stage == AdmissionStage.Open;

    /// <summary>On its way out, by whichever stage.</summary>
    public bool IsDraining => _stage >= AdmissionStage.Leaving;

    /// <summary>Somebody has asked this process to go. A host that stops because a part of it failed was not asked to.</summary>
    public bool WasAsked => _wasAsked;

    /// <summary>It was asked to go before it had ever taken requests.</summary>
    public bool IsBrokenOff => _isBrokenOff;

    public void Open() => Advance(AdmissionStage.Open);

    public void Leave()
    {
        _isBrokenOff |= _stage == AdmissionStage.Starting;
        _wasAsked = true;
        Advance(AdmissionStage.Leaving);
    }

    public void Close() => Advance(AdmissionStage.Closed);

    private void Advance(AdmissionStage stage) => _stage = stage > _stage ? stage : _stage;
}

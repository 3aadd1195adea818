namespace SchemaRegistry.Schemas.Avro;

/// <summary>The work one comparison may do, in steps and in depth. Once it is used up, nothing more is granted.</summary>
internal sealed class ComparisonBudget(int steps)
{
    /// <summary>Deepest chain of types compared, far above what a text can nest.</summary>
    private const int MaxDepth = 1500;

    private int _left = steps;
    private int _depth;

    /// <summary>Where it was used up; null while some is left.</summary>
    public TypePath? ExhaustedAt { get; private set; }

    public bool Spend(int amount, TypePath path)
    {
        _left -= amount;
        return ExhaustedAt is null && (_left >= 0 || Exhaust(path));
    }

    /// <summary>Goes one level down; every level entered has to be left.</summary>
    public bool Enter(TypePath path) => ExhaustedAt is null && (++_depth <= MaxDepth || Exhaust(path));

    public void Leave() => _depth--;

    private bool Exhaust(TypePath path)
    {
        ExhaustedAt = path;
        return false;
    }
}

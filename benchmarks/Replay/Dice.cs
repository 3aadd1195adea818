namespace SchemaRegistry.Replay;

/// <summary>All that is left to chance, which the seed decides.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    public T Pick<T>(params T[] choices) => choices[Next(choices.Length)];

    /// <summary>A query of some of the parameters, or an empty text.</summary>
    public string Query(params string[] parameters)
    {
        var given = parameters.Where(_ => Chance(0.3)).ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }

    /// <summary>A UUID.</summary>
    public Guid Guid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}

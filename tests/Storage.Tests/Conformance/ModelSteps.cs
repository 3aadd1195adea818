using CsCheck;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>A step as drawn: small numbers, read in the light of what the model holds at that moment.</summary>
internal sealed record ModelStep(int Kind, int Subject, int Content, int Number, int Target, int Flags)
{
    public static readonly Gen<ModelStep[]> Sequences = Gen.Select(
            Gen.Int[0, 11], Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[1, 5], Gen.Int[0, 3], Gen.Int[0, 31])
        .Select(drawn => new ModelStep(drawn.Item1, drawn.Item2, drawn.Item3, drawn.Item4, drawn.Item5, drawn.Item6))
        .Array[1, 25];

    public string Name => $"s{Subject}";

    public string Text => $"{Content}";

    public bool Has(int bit) => (Flags & (1 << bit)) != 0;
}

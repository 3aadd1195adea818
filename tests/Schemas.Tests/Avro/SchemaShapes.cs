using CsCheck;

namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>A schema to be: which kind, which of several variants, and what it is made of.</summary>
internal sealed record Shape(int Kind, int Variant, Shape[] Parts);

/// <summary>
/// Generated schemas. Names come from a small stock, so that two of them have much in common; a name that was used already
/// is used again as a reference, so that recursive and shared types occur.
/// </summary>
internal static class SchemaShapes
{
    private const int Deepest = 4;

    private static readonly Gen<Shape> Shapes = Gen.Recursive<Shape>((depth, inner) => depth >= Deepest
        ? Gen.Select(Gen.Const(0), Gen.Int[0, 999], (kind, variant) => new Shape(kind, variant, []))
        : Gen.Select(Gen.Int[0, 9], Gen.Int[0, 999], inner.Array[0, 3], (kind, variant, parts) => new Shape(kind, variant, parts)));

    /// <summary>Texts of valid schemas, in no canonical form.</summary>
    public static readonly Gen<string> Texts = Shapes.Select(shape => new ShapeText().Write(shape));

    public static readonly Gen<(string, string)> PairsWithoutUnions = ShapePairs().Select((first, second) =>
        (new ShapeText().Write(WithoutUnions(first)), new ShapeText().Write(WithoutUnions(second))));

    /// <summary>Pairs of which the second is often an edited form of the first.</summary>
    public static readonly Gen<(string, string)> Pairs = ShapePairs().Select((first, second) =>
        (new ShapeText().Write(first), new ShapeText().Write(second)));

    private static Gen<(Shape, Shape)> ShapePairs() => Gen.Select(Shapes, Shapes, Gen.Int[0, 3], Gen.Int[0, 999])
        .Select((first, other, how, at) => (first, how == 0 ? other : Edit(first, other, at)));

    private static Shape WithoutUnions(Shape shape) =>
        new(shape.Kind == 5 ? 3 : shape.Kind, shape.Variant, [.. shape.Parts.Select(WithoutUnions)]);

    private static Shape Edit(Shape shape, Shape other, int at) => shape.Parts.Length == 0
        ? other
        : (at % 4) switch
        {
            0 => shape with { Parts = shape.Parts[1..] },
            1 => shape with { Parts = [.. shape.Parts, other] },
            2 => shape with { Variant = shape.Variant ^ at },
            _ => shape with { Parts = [.. shape.Parts[..^1], Edit(shape.Parts[^1], other, at / 4)] },
        };
}

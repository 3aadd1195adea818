using System.Security.Cryptography;

namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>
/// A hash of a text that can be put together from those of its parts, so that a text in which one part stands a million times is
/// hashed without writing it out. Two polynomials modulo 2^61 − 1 at points drawn anew by each process: nobody can prepare texts that
/// collide, and that two do by chance is as unlikely as one in 2^70.
/// </summary>
/// <param name="Length">In characters.</param>
internal readonly record struct TextHash(ulong First, ulong Second, ulong FirstPower, ulong SecondPower, long Length)
{
    private const ulong Modulus = (1UL << 61) - 1;
    private const long Longest = 1L << 61;

    // What is the same for all texts is no hash of any of them.
    public static readonly TextHash Empty = new(0, 0, 1, 1, 0);

    private static readonly ulong FirstPoint = DrawPoint();
    private static readonly ulong SecondPoint = DrawPoint();

    public static TextHash Of(ReadOnlySpan<char> text)
    {
        var (first, second) = (0UL, 0UL);
        foreach (var character in text)
        {
            // One more, so that texts of NUL alone differ.
            first = Sum(Product(first, FirstPoint), character + 1UL);
            second = Sum(Product(second, SecondPoint), character + 1UL);
        }

        return new TextHash(first, second, Power(FirstPoint, text.Length), Power(SecondPoint, text.Length), text.Length);
    }

    /// <summary>That of this text with another behind it.</summary>
    public TextHash Then(TextHash next) => new(
        Sum(Product(First, next.FirstPower), next.First),
        Sum(Product(Second, next.SecondPower), next.Second),
        Product(FirstPower, next.FirstPower),
        Product(SecondPower, next.SecondPower),
        Math.Min(Longest, Length + next.Length));

    public TextHash Then(ReadOnlySpan<char> text) => Then(Of(text));

    private static ulong Sum(ulong left, ulong right) => Reduced(left + right);

    private static ulong Product(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return Reduced((low & Modulus) + ((low >> 61) | (high << 3)));
    }

    private static ulong Power(ulong number, int exponent)
    {
        var power = 1UL;
        for (; exponent > 0; exponent >>= 1)
        {
            power = (exponent & 1) == 1 ? Product(power, number) : power;
            number = Product(number, number);
        }

        return power;
    }

    private static ulong Reduced(ulong number) => number >= Modulus ? number - Modulus : number;

    private static ulong DrawPoint() => (BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) % (Modulus - (1 << 17))) + (1 << 17);
}

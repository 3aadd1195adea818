namespace SchemaRegistry.Replay.Requests;

/// <summary>A subject of the replay and what it holds.</summary>
/// <param name="Name">Qualified outside the default context.</param>
/// <param name="Family">Which record its schemas are versions of; few, so that subjects share schemas.</param>
internal sealed record Target(string Name, string Format, int Family)
{
    public string Escaped => Uri.EscapeDataString(Name);
}

/// <summary>The subjects and contexts that requests speak of.</summary>
internal static class Names
{
    public static readonly string[] Contexts = [".", ".", ".eu", ".team-a"];

    private const int FirstImported = 100;
    private const int Imported = 40;

    private static readonly string[] Locals =
    [
        "orders-value", "orders-key", "payments-value", "users", "a/b", "with space", "naïve", "per%cent", "x+y", "dots.in.name",
        "UPPER", "t-1", "t-2", "t-3", "t-4", "t-5", "q?r", "hash#tag",
    ];

    public static Target Subject(Dice dice)
    {
        var place = dice.Next(Locals.Length);
        return new Target(Qualify(dice.Pick(Contexts), Locals[place]), Samples.Formats[place % Samples.Formats.Length], place % 5);
    }

    /// <summary>Mostly one that may exist; else one that does not, or cannot.</summary>
    public static string AnySubject(Dice dice) =>
        dice.Chance(0.9) ? Subject(dice).Name : dice.Pick("nobody", ":.eu:nobody", ":.nowhere:x", ":.eu:", "__GLOBAL", "", ":*:");

    public static string Qualify(string context, string local) => context == "." ? local : $":{context}:{local}";

    /// <summary>A version by number or word; mostly one of the first.</summary>
    public static string Version(Dice dice) =>
        dice.Chance(0.9) ? dice.Pick("1", "2", "3", "4", "latest", "-1") : dice.Pick("0", "-2", "99", "x", "2147483648", "");

    public static int VersionNumber(Dice dice) => dice.Chance(0.9) ? dice.Pick(1, 2, 3, 4, -1) : dice.Pick(0, -2, 99);

    /// <summary>Mostly one that may have been given out in the context; imports bring larger ones.</summary>
    public static int Id(Dice dice, string context) =>
        dice.Chance(0.05) ? dice.Pick(0, -1, 100_000, int.MaxValue)
        : context.StartsWith(".import", StringComparison.Ordinal) ? FirstImported + dice.Next(Imported)
        : 1 + dice.Next(40);

    public static int ImportedId(Dice dice) => FirstImported + dice.Next(Imported);
}

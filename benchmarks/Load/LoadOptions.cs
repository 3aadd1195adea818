using System.Globalization;

namespace SchemaRegistry.Load;

/// <param name="Pairs">How often ours and the bare baseline take turns in each case.</param>
/// <param name="Seconds">How long each turn takes.</param>
/// <param name="Only">Part of the names of the cases to run; empty for all.</param>
/// <param name="Registry">The assembly to measure, as it is published; null for the one that was built beside this.</param>
/// <param name="Against">The assembly of another build, such as an earlier one, to take the place of the bare baselines.</param>
/// <param name="Versions">How many versions are stored for the cold start.</param>
internal sealed record LoadOptions(
    int Pairs = 9, int Seconds = 10, string Only = "", int Versions = 1_000_000, string? Registry = null, string? Against = null)
{
    public static LoadOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new LoadOptions();
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--pairs" => options with { Pairs = Number(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--versions" => options with { Versions = Number(value) },
                "--registry" => options with { Registry = value },
                "--against" => options with { Against = value },
                "--only" => options with { Only = value },
                _ => throw new ArgumentException($"Unknown option {arguments[i]}; see the head of benchmarks/run."),
            };
        }

        return options;
    }

    public bool Wants(string name) => name.Contains(Only, StringComparison.OrdinalIgnoreCase);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

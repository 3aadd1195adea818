using System.Globalization;
using System.Text;

namespace SchemaRegistry.Load;

/// <summary>A table in Markdown and a plot of the ratios in SVG, under <c>benchmarks/results</c>; the table also as it grows.</summary>
internal sealed class Report
{
    private const string Folder = "benchmarks/results";
    private readonly List<LoadResult> _results = [];
    private readonly StringBuilder _table = new();

    public Report(LoadOptions options)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        Line($"{Environment.ProcessorCount} cores, {memory:0} GiB, load generators and PostgreSQL on the same cores. Medians of {options.Pairs} pairs of {options.Seconds} s that take turns; in brackets the range of the ratio.");
        Line("");
        Line("| Case | Ours /s | Baseline /s | Baseline | Ratio | Target |");
        Line("|---|---|---|---|---|---|");
    }

    public void Add(LoadResult result)
    {
        _results.Add(result);
        Line($"| {result.Case.Name} | {result.Ours:N0} | {result.Bare:N0} | {result.Case.Baseline} | {result.Ratio:0.00} ({result.Lowest:0.00} to {result.Highest:0.00}) | {result.Case.Target:0.0#} |");
    }

    public void Add(string name, (Latencies Ours, Latencies Bare) times) => Line(
        $"| {name} ({times.Ours.Rate:N0}/s) | {times.Ours} | {times.Bare} | bare endpoint, as many a second | | p99 5 ms |");

    public void Add(string name, (double Ours, double Bare) bytes) => Line(
        $"| {name} | {bytes.Ours:N0} bytes | {bytes.Bare:N0} bytes | bare endpoint | {bytes.Ours - bytes.Bare:N0} bytes more | 1,024 more |");

    public void Add(string name, ColdStart start) => Line(
        $"| {name} | ready {start.Ready:N0} ms, first lookup {start.FirstLookup:N0} ms, {start.Memory / 1e6:N0} MB resident after 100,000 lookups | | | | 3,000 ms, 50 ms, 300 MB |");

    public void Write()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "load.md"), _table.ToString());
        File.WriteAllText(Path.Combine(Folder, "load.svg"), Plot());
    }

    private void Line(FormattableString text)
    {
        var line = text.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(line);
        _table.Append(line).Append('\n');
    }

    private void Line(string text) => Line((FormattableString)$"{text}");

    // A bar a case, a whisker for its range, a line for its target.
    private string Plot()
    {
        const int Left = 330, Row = 26, Unit = 150;
        var rated = _results.ToList();
        var most = Math.Max(1, rated.Count == 0 ? 1 : rated.Max(result => Math.Max(result.Highest, result.Case.Target ?? 0)));
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' width='{Left + (most * Unit) + 70:0}' height='{(rated.Count * Row) + 20}' font-family='sans-serif' font-size='13'>");
        for (var i = 0; i < rated.Count; i++)
        {
            var (result, y) = (rated[i], (i * Row) + 10);
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x='{Left - 8}' y='{y + 13}' text-anchor='end'>{result.Case.Name}</text>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<rect x='{Left}' y='{y}' width='{result.Ratio * Unit:0}' height='18' fill='#4a7ebb'/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<line x1='{Left + (result.Lowest * Unit):0}' x2='{Left + (result.Highest * Unit):0}' y1='{y + 9}' y2='{y + 9}' stroke='#222'/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x='{Left + (result.Highest * Unit) + 6:0}' y='{y + 13}'>{result.Ratio:0.00}</text>");
            if (result.Case.Target is { } target)
            {
                svg.AppendLine(CultureInfo.InvariantCulture, $"<line x1='{Left + (target * Unit):0}' x2='{Left + (target * Unit):0}' y1='{y - 3}' y2='{y + 21}' stroke='#c0392b' stroke-width='2'/>");
            }
        }

        return svg.AppendLine("</svg>").ToString();
    }
}

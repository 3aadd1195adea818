namespace SchemaRegistry.Replay;

/// <summary>Shows how two recordings differ: how often in each operation, with the first example.</summary>
internal static class Comparison
{
    public static bool Show(string before, string after)
    {
        var (left, right) = (File.ReadAllLines(before), File.ReadAllLines(after));
        var differences = left.Zip(right)
            .Where(lines => lines.First != lines.Second)
            .Select(lines => (Before: Exchange.Parse(lines.First), After: Exchange.Parse(lines.Second)))
            .GroupBy(pair => pair.Before.Operation)
            .OrderBy(operation => operation.First().Before.Number)
            .ToList();
        foreach (var operation in differences)
        {
            Show(operation.Key, operation.Count(), operation.First());
        }

        var isEqual = differences.Count == 0 && left.Length == right.Length;
        Console.WriteLine($"{left.Length} and {right.Length} exchanges, {differences.Sum(operation => operation.Count())} differ");
        return isEqual;
    }

    private static void Show(string operation, int count, (Exchange Before, Exchange After) example)
    {
        Console.WriteLine($"{operation}: {count} differ, first number {example.Before.Number}");
        Console.WriteLine($"  request  {example.Before.Request}");
        if (example.Before.Request != example.After.Request)
        {
            Console.WriteLine($"  request  {example.After.Request}");
        }

        Console.WriteLine($"  before   {Text(example.Before)}");
        Console.WriteLine($"  after    {Text(example.After)}");
    }

    private static string Text(Exchange exchange) => $"{exchange.Status} {exchange.Headers} {exchange.Body}";
}

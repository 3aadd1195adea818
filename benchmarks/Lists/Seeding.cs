using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace SchemaRegistry.Benchmarks.Lists;

/// <summary>Fills a registry with subjects of one version each; what is there already stays.</summary>
internal static class Seeding
{
    public const string Prefix = "bench-";
    private const int Schemas = 1_000;
    private const int AtOnce = 32;

    public static string Name(int number) => Prefix + number.ToString("D7", CultureInfo.InvariantCulture);

    public static async Task Fill(HttpClient client, int subjects)
    {
        var present = await client.GetFromJsonAsync<string[]>($"/subjects?subjectPrefix={Prefix}") ?? [];
        var missing = Enumerable.Range(0, subjects).Except(present.Select(name => int.Parse(name.AsSpan(Prefix.Length), null)));
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, token) =>
        {
            using var answer = await client.PostAsJsonAsync(
                $"/subjects/{Name(number)}/versions", new { schema = Schema(number % Schemas) }, token);
            answer.EnsureSuccessStatusCode();
        });
    }

    private static string Schema(int number) => JsonSerializer.Serialize(new
    {
        type = "record",
        name = "R" + number.ToString(CultureInfo.InvariantCulture),
        fields = Enumerable.Range(0, 5).Select(field => new { name = $"field{field}", type = "string" }),
    });
}

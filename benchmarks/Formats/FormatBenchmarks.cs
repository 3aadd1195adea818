using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Benchmarks.Formats;

/// <summary>
/// What a registration spends on a schema: parsing with its canonical text, and comparing it with one that has a field
/// more. Three sizes, so that growth shows.
/// </summary>
[MemoryDiagnoser]
public class FormatBenchmarks
{
    private ISchemaFormat _format = null!;
    private string _text = "";
    private ParsedSchema _older = null!;
    private ParsedSchema _newer = null!;

    [Params(SchemaType.Avro, SchemaType.Json, SchemaType.Protobuf)]
    public SchemaType Type { get; set; }

    [Params(3, 50, 2_000)]
    public int Fields { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _format = SampleSchemas.FormatOf(Type);
        _text = SampleSchemas.Text(Type, Fields);
        _older = Read(_text);
        _newer = Read(SampleSchemas.Text(Type, Fields + 1));
    }

    [Benchmark]
    public int ParseAndCanonicalise() => Read(_text).CanonicalText.Length;

    [Benchmark]
    public int Normalise() => _older.Normalized().CanonicalText.Length;

    [Benchmark]
    public ImmutableArray<Schemas.Compatibility.Finding> Compare() => _newer.ReadingFrom(_older);

    private ParsedSchema Read(string text) =>
        _format.Parse(text, [], [], ParseOptions.ForNewSchemas).Schema ?? throw new InvalidDataException(text);
}

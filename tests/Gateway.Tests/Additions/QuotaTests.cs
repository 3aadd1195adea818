using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Additions;

/// <summary>A registry with little room.</summary>
public sealed class SmallRegistry : OwnRegistry
{
    protected override IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["MAX_SCHEMA_BYTES"] = "300",
        ["MAX_VERSIONS_PER_SUBJECT"] = "2",
        ["MAX_SUBJECTS"] = "3",
        ["MAX_CONTEXTS"] = "2",
    };
}

/// <summary>The limits of an installation. One test, as it fills the registry.</summary>
[Slow]
public sealed class QuotaTests(SmallRegistry registry) : RestTests(registry.Process), IClassFixture<SmallRegistry>
{
    [Fact]
    public async Task Each_limit_is_told_by_an_error_of_its_own()
    {
        (await Register("a", $$"""{"type":"record","name":"R","doc":"{{new string('x', 300)}}","fields":[]}""")).IsError(42209);
        await RegisterVersions("a", 2);
        (await Register("a", Avro.RecordOf(3))).IsError(42205, "Subject 'a' already has 2 versions; at most 2 are allowed here");
        (await Register("a", Avro.RecordOf(1))).IsOk();

        (await Register(":.c1:b", Avro.Text)).IsOk();
        (await Register(":.c2:b", Avro.Text)).IsErrorSaying(42205, "at most 2 are allowed here");
        (await Register(":.c1:c", Avro.Text)).IsOk();
        (await Register(":.c1:d", Avro.Text)).IsErrorSaying(42205, "at most 3 are allowed here");
    }
}

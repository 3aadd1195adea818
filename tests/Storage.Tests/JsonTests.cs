using SchemaRegistry.Model;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests;

public sealed class JsonTests
{
    [Fact]
    public void A_configuration_is_written_by_its_wire_names()
    {
        var json = StoreJson.Write(Samples.FullConfig)!;
        Assert.StartsWith(
            """{"level":"FULL_TRANSITIVE","policy":"LENIENT","compatibilityGroup":"group",""", json, StringComparison.Ordinal);
        Assert.Equal(Samples.FullConfig, StoreJson.ReadConfig(json));
    }

    [Fact]
    public void What_is_not_set_is_not_written() => Assert.Equal("{}", StoreJson.Write(RegistryConfig.Empty));

    [Fact]
    public void Identity_survives_the_way_through_json()
    {
        Assert.All(Samples.Contents, content =>
        {
            var read = new SchemaContent(
                content.Type,
                content.Text,
                StoreJson.ReadReferences(StoreJson.Write(content.References)),
                StoreJson.ReadMetadata(StoreJson.Write(content.Metadata)),
                StoreJson.ReadRules(StoreJson.Write(content.RuleSet)));
            Assert.Equal(ContentHash.Of(content), ContentHash.Of(read));
        });
    }
}

using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Tags inside Protobuf schemas: reference 6.6. Paths are names within the file, without its package.</summary>
public sealed class TagTests
{
    private const string Order =
        """
        syntax = "proto2";
        package acme;

        message Order {
          optional string id = 1;

          oneof way {
            string mail = 2;
          }

          optional group Line = 3 {
            optional string sku = 4;
          }
        }

        """;

    [Theory]
    [InlineData("Order.id", "optional string id = 1 [(confluent.field_meta)")]
    [InlineData("Order.mail", "string mail = 2 [(confluent.field_meta)")]
    [InlineData("Order.Line.sku", "optional string sku = 4 [(confluent.field_meta)")]
    public void A_field_is_tagged_wherever_it_stands(string path, string written)
    {
        var tagged = Tagged(new EntityTags(path, EntityKind.Field, ["PII"]));

        Assert.Contains(written, tagged.CanonicalText, StringComparison.Ordinal);
        Assert.Equal([new EntityTags(path, EntityKind.Field, ["PII"])], tagged.InlineTags);
    }

    [Theory]
    [InlineData("Order")]
    [InlineData("Order.Line")]
    public void A_message_or_group_is_tagged_as_a_record(string path)
    {
        var tagged = Tagged(new EntityTags(path, EntityKind.Record, ["T"]));

        Assert.Contains("option (confluent.message_meta) = {", tagged.CanonicalText, StringComparison.Ordinal);
        Assert.Equal([new EntityTags(path, EntityKind.Record, ["T"])], tagged.InlineTags);
    }

    [Fact]
    public void Tagging_imports_nothing() => Assert.DoesNotContain(
        "import", Tagged(new EntityTags("Order.id", EntityKind.Field, ["PII"])).CanonicalText, StringComparison.Ordinal);

    [Theory]
    [InlineData("acme.Order.id")]
    [InlineData("Order.none")]
    public void What_is_not_there_is_an_error(string path) => Assert.NotNull(
        Proto.Parse(Order).WithTags([], [new EntityTags(path, EntityKind.Field, ["PII"])]).Error);

    private static ParsedSchema Tagged(EntityTags added) => Proto.Parse(Order).WithTags([added], []).Schema!;
}

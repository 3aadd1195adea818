namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>What a parsed schema tells about itself.</summary>
public sealed class SchemaTests
{
    private const string Options = "import \"google/protobuf/descriptor.proto\"; extend google.protobuf.FieldOptions { string note = 50001; } ";

    [Fact]
    public void The_field_names_are_those_of_the_first_message() =>
        Assert.Equal(
            ["a", "b", "g"],
            Proto.Parse("enum E { Z = 0; } message M { optional int32 a = 1; oneof o { int32 b = 2; } optional group G = 3 { optional int32 inside = 1; } } message N { optional int32 c = 1; }").FieldNames);

    [Fact]
    public void A_file_without_messages_has_no_field_names() => Assert.Empty(Proto.Parse("enum E { Z = 0; }").FieldNames);

    [Fact]
    public void An_empty_text_is_an_empty_file() => Assert.Equal("", Proto.Canonical(""));

    [Fact]
    public void Texts_that_differ_in_layout_are_the_same() =>
        Assert.True(Proto.Parse("syntax=\"proto3\";message M{}").IsSameAs(Proto.Parse("syntax = 'proto3'; // x\nmessage M { }")));

    [Fact]
    public void Texts_that_differ_in_a_name_are_not_the_same() =>
        Assert.False(Proto.Parse("message M {}").IsSameAs(Proto.Parse("message N {}")));

    [Fact]
    public void The_form_without_extensions_leaves_custom_options_out() =>
        Assert.DoesNotContain(
            "(note)",
            Proto.Parse("syntax = \"proto3\"; " + Options + "message M { int32 a = 1 [(note) = \"x\", deprecated = true]; }").Formatted("ignore_extensions"),
            StringComparison.Ordinal);

    [Fact]
    public void The_form_without_extensions_keeps_other_options() =>
        Assert.Contains(
            "int32 a = 1 [deprecated = true];",
            Proto.Parse("syntax = \"proto3\"; " + Options + "message M { int32 a = 1 [(note) = \"x\", deprecated = true]; }").Formatted("ignore_extensions"),
            StringComparison.Ordinal);

    [Fact]
    public void An_unknown_form_is_the_canonical_text() => Assert.Equal(Proto.Canonical("message M {}"), Proto.Parse("message M {}").Formatted("other"));

    [Fact]
    public void A_descriptor_in_base64_becomes_text()
    {
        const string text = "syntax = \"proto3\";\npackage p;\n\nmessage M {\n  map<string, .p.M> ms = 1;\n  optional int32 a = 2;\n  string b_c = 3 [json_name = \"x\"];\n}\n";
        Assert.Equal(text, Proto.Canonical(Proto.Parse(text).Formatted("serialized")));
    }

    [Fact]
    public void Normal_references_are_sorted_and_unique()
    {
        var schema = Proto.Parse(
            "message M {}", [new("c", "s", 2), new("b", "s", 1), new("a", "r", 3), new("b", "s", 1)], []);
        Assert.Equal([new("a", "r", 3), new("b", "s", 1), new("c", "s", 2)], schema.Normalized().References);
    }

    [Fact]
    public void Default_and_name_in_JSON_follow_the_options_in_normal_form_too() => Assert.Equal(
        "\nmessage M {\n  optional int32 a = 1 [\n    deprecated = true,\n    lazy = false,\n    default = 5,\n    json_name = \"x\"\n  ];\n}\n",
        Proto.Normal("message M { optional int32 a = 1 [json_name = \"x\", lazy = false, default = 5, deprecated = true]; }"));

    [Fact]
    public void A_default_keeps_its_digits_in_normal_form() => Assert.Equal(
        "\nmessage M {\n  optional double a = 1 [default = 0.00012345];\n}\n",
        Proto.Normal("message M { optional double a = 1 [default = 0.00012345]; }"));

    [Theory]
    [MemberData(nameof(WellKnown))]
    public void A_well_known_file_needs_no_reference(string path, string type) =>
        Assert.Null(Proto.Parse($"syntax = \"proto3\"; import \"{path}\"; message M {{ {type} a = 1; }}").Validate(validateFields: true));

    [Fact]
    public void The_tags_of_confluent_are_known_options() =>
        Assert.Null(Proto.Parse(
            "syntax = \"proto3\"; import \"confluent/meta.proto\"; option (confluent.file_meta).doc = \"f\"; "
            + "message M { option (confluent.message_meta) = { params: [{ key: \"k\", value: \"v\" }] }; int32 a = 1 [(confluent.field_meta) = { tags: [ \"T\" ] }]; }").Validate(validateFields: true));

    [Fact]
    public void A_reference_takes_the_place_of_a_well_known_file() =>
        Assert.Equal(
            "syntax = \"proto3\";\n\nimport \"google/type/date.proto\";\n\nmessage M {\n  .mine.Date d = 1;\n}\n",
            Proto.Normal("syntax = \"proto3\"; import \"google/type/date.proto\"; message M { mine.Date d = 1; }", ("google/type/date.proto", "package mine; message Date {}")));

    public static TheoryData<string, string> WellKnown()
    {
        var data = new TheoryData<string, string>();
        foreach (var (file, type) in new[]
        {
            ("any", "Any"), ("api", "Api"), ("descriptor", "FileDescriptorProto"), ("duration", "Duration"), ("empty", "Empty"), ("field_mask", "FieldMask"),
            ("source_context", "SourceContext"), ("struct", "Struct"), ("timestamp", "Timestamp"), ("type", "Type"), ("wrappers", "StringValue"),
        })
        {
            data.Add($"google/protobuf/{file}.proto", $"google.protobuf.{type}");
        }

        foreach (var (file, type) in new[]
        {
            ("calendar_period", "CalendarPeriod"), ("color", "Color"), ("date", "Date"), ("datetime", "DateTime"), ("dayofweek", "DayOfWeek"),
            ("decimal", "Decimal"), ("expr", "Expr"), ("fraction", "Fraction"), ("interval", "Interval"), ("latlng", "LatLng"), ("money", "Money"),
            ("month", "Month"), ("phone_number", "PhoneNumber"), ("postal_address", "PostalAddress"), ("quaternion", "Quaternion"), ("timeofday", "TimeOfDay"),
        })
        {
            data.Add($"google/type/{file}.proto", $"google.type.{type}");
        }

        data.Add("confluent/meta.proto", "confluent.Meta");
        data.Add("confluent/type/decimal.proto", "confluent.type.Decimal");
        data.Add("confluent/type/variant.proto", "confluent.type.Variant");
        return data;
    }
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Schemas;

/// <summary>The parameter <c>format</c> and the forms of a text, wherever a schema is shown (reference 10).</summary>
public sealed class FormatTests(SharedRegistry registry) : RestTests(registry.Process)
{
    // A package of its own for each test, so that nothing else bears its id.
    private string Proto =>
        $"syntax = \"proto3\";\npackage {Subject.Replace('-', '_')};\n\nimport \"google/protobuf/descriptor.proto\";\n\n"
        + "message M {\n  string a = 1 [(note) = \"x\"];\n}\n\n"
        + "extend google.protobuf.FieldOptions {\n  string note = 50001;\n}\n";

    public static TheoryData<string> Readings =>
    [
        "/schemas/ids/{1}", "/schemas/guids/{2}", "/subjects/{0}/versions/1", "/subjects/{0}/metadata",
        "/schemas/ids/{1}/schema", "/subjects/{0}/versions/1/schema",
    ];

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task A_reading_gives_the_form_that_is_asked_for_and_alters_nothing_else(string template)
    {
        var registered = (await Define(Subject, Proto)).IsOk();
        var path = string.Format(null, template, Subject, registered.Member("id"), registered.Member("guid"));
        var stored = (await Get(path)).IsOk();

        Assert.Equal(stored.Text, (await Get($"{path}?format=frob")).Text);
        Assert.Equal(stored.Text, (await Get($"{path}?format=logical")).Text);
        Assert.Equal(
            stored.Text.Replace(template.EndsWith("/schema", StringComparison.Ordinal) ? " [(note) = \"x\"]" : " [(note) = \\\"x\\\"]", "", StringComparison.Ordinal),
            (await Get($"{path}?format=ignore_extensions")).Text);
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task A_file_is_served_as_a_descriptor_in_base64(string template)
    {
        var registered = (await Define(Subject, Proto)).IsOk();
        var reply = (await Get(string.Format(null, template, Subject, registered.Member("id"), registered.Member("guid")) + "?format=serialized")).IsOk();
        var text = template.EndsWith("/schema", StringComparison.Ordinal) ? reply.Text : reply.Member("schema")!;

        Assert.True(Convert.FromBase64String(text).AsSpan().IndexOf("note"u8) > 0);
    }

    [Fact]
    public async Task A_descriptor_in_base64_is_stored_as_text()
    {
        (await Define(Subject, "syntax = \"proto3\";\n\nmessage M {\n  string a = 1;\n}\n")).IsOk();
        var descriptor = (await Get($"/subjects/{Subject}/versions/1/schema?format=serialized")).Text;

        Assert.Equal((await Get($"/subjects/{Subject}/versions/1/schema")).Text, (await Define($"{Subject}x", descriptor)).Member("schema"));
    }

    [Fact]
    public async Task A_resolved_form_is_answered_to_those_who_write_and_look_up()
    {
        var reference = new SchemaRef("B", $"{Subject}-b", 1);
        (await Register($"{Subject}-b", Avro.Record("B", "\"int\""))).IsOk();
        var resolved = Avro.Record("A", Avro.Record("B", "\"int\""));
        var written = await Post($"/subjects/{Subject}/versions?format=resolved", Body(Avro.Record("A", "\"B\""), reference));

        Assert.Equal(resolved, written.Member("schema"));
        Assert.Equal(resolved, (await Post($"/subjects/{Subject}?format=resolved", Body(Avro.Record("A", "\"B\""), reference))).Member("schema"));
        Assert.Equal(resolved, (await Get($"/subjects/{Subject}/metadata?format=resolved")).Member("schema"));
        Assert.Equal(resolved, (await Get($"/schemas/guids/{written.Member("guid")}?format=resolved")).Member("schema"));
    }

    [Fact]
    public async Task A_lookup_gives_a_file_in_the_form_that_is_asked_for()
    {
        (await Define(Subject, Proto)).IsOk();
        var reply = await Post($"/subjects/{Subject}?format=ignore_extensions", new { schema = Proto, schemaType = "PROTOBUF" });

        Assert.Equal(Proto.Replace(" [(note) = \"x\"]", "", StringComparison.Ordinal), reply.Member("schema"));
    }

    [Fact]
    public async Task Every_escape_of_a_string_is_written()
    {
        const string Text = "syntax = \"proto3\";\n\noption java_package = \"\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"é/\";\n";

        Assert.Equal(Text, (await Define(Subject, Text.Replace("\\'", "'", StringComparison.Ordinal))).Member("schema"));
    }

    [Fact]
    public async Task Messages_come_before_enums_and_declared_options_before_defaults()
    {
        var reply = await Define(
            Subject,
            "enum E { Z = 0; } message M { optional E e = 1; optional string s = 2 [json_name = \"x\", default = \"d\", deprecated = true]; } message A { }");

        Assert.Equal(
            "\nmessage M {\n  optional E e = 1;\n  optional string s = 2 [\n    deprecated = true,\n    default = \"d\",\n    json_name = \"x\"\n  ];\n}\n"
            + "message A {}\nenum E {\n  Z = 0;\n}\n",
            reply.IsOk().Member("schema"));
    }

    [Fact]
    public async Task Extensions_of_one_target_are_joined_in_the_normal_form()
    {
        const string Text =
            "syntax = \"proto3\";\n\nimport \"google/protobuf/descriptor.proto\";\n\nextend google.protobuf.FieldOptions {\n  string b = 50002;\n}\n"
            + "extend google.protobuf.FieldOptions {\n  string a = 50001;\n}\n";

        Assert.Equal(Text, (await Define(Subject, Text)).Member("schema"));
        Assert.Equal(
            "syntax = \"proto3\";\n\nimport \"google/protobuf/descriptor.proto\";\n\nextend .google.protobuf.FieldOptions {\n  string a = 50001;\n  string b = 50002;\n}\n",
            (await Define($"{Subject}x", Text, "?normalize=true")).Member("schema"));
    }

    [Fact]
    public async Task A_file_imports_what_its_references_name()
    {
        const string Text = "syntax = \"proto3\";\n\nimport \"d.proto\";\n\nmessage M {\n  D d = 1;\n}\n";
        (await Define(Subject, Text)).IsErrorSaying(42201, "d.proto");
        (await Define($"{Subject}-d", "syntax = \"proto3\"; message D {}")).IsOk();

        Assert.Equal(Text, (await Post(
            $"/subjects/{Subject}/versions",
            new { schema = Text, schemaType = "PROTOBUF", references = new[] { new SchemaRef("d.proto", $"{Subject}-d", 1) } })).IsOk().Member("schema"));
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("""{ "minimum" : 1.50, "maximum":123456789012345678901234567890 }""", """{"minimum":1.50,"maximum":123456789012345678901234567890}""")]
    [InlineData("""{"title":"\u00e9\/"}""", """{"title":"é/"}""")]
    public async Task A_json_schema_is_stored_compactly_and_exactly(string given, string stored) =>
        Assert.Equal(stored, (await Post($"/subjects/{Subject}/versions", new { schema = given, schemaType = "JSON" })).IsOk().Member("schema"));

    [Theory]
    [InlineData("[]", "must be an object, true or false")]
    [InlineData("""{"$ref":"http://example.com/x.json"}""", "Remote schema reference fetching over HTTP(S) is disabled")]
    public async Task A_json_schema_that_cannot_be_is_invalid(string given, string part) =>
        (await Post($"/subjects/{Subject}/versions", new { schema = given, schemaType = "JSON" })).IsErrorSaying(42201, part);

    [Fact]
    public async Task An_avro_schema_bears_letters_as_they_are() => Assert.Equal(
        """{"type":"record","name":"R","doc":"é//","fields":[]}""",
        (await Register(Subject, """{"type":"record","name":"R","doc":"\u00e9/\/","fields":[]}""")).Member("schema"));

    private Task<Reply> Define(string subject, string schema, string query = "") =>
        Post($"/subjects/{subject}/versions{query}", new { schema, schemaType = "PROTOBUF" });
}

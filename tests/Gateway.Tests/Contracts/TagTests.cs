using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Contracts;

/// <summary>Tags inside Avro schemas (reference 3.1, 4.3, 6.1 and 6.6).</summary>
public sealed class TagTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private const string Order =
        """{"type":"record","name":"Order","namespace":"acme","fields":[{"name":"id","type":"long"},{"name":"to","type":["null",{"type":"record","name":"Person","fields":[{"name":"mail","type":"string","confluent:tags":["PII"]}]}],"default":null}]}""";

    [Fact]
    public async Task Tags_are_added_to_fields_and_records()
    {
        (await Register(Subject, Order)).IsOk();
        var reply = (await Tag("""{"tagsToAdd":[{"schemaEntity":{"entityPath":"acme.Order.id","entityType":"sr_field"},"tags":["KEY","ID"]},{"schemaEntity":{"entityPath":"acme.Person","entityType":"sr_record"},"tags":["PERSON"]}]}""")).IsOk();

        Assert.Equal(
            """{"type":"record","name":"Order","namespace":"acme","fields":[{"name":"id","type":"long","confluent:tags":["KEY","ID"]},{"name":"to","type":["null",{"type":"record","name":"Person","fields":[{"name":"mail","type":"string","confluent:tags":["PII"]}],"confluent:tags":["PERSON"]}],"default":null}]}""",
            reply.Member("schema"));
        Assert.Equal(("2", "2"), (reply.Member("version"), reply["metadata"].GetProperty("properties").GetProperty("confluent:version").GetString()));
    }

    [Fact]
    public async Task Tags_are_removed()
    {
        (await Register(Subject, Order)).IsOk();
        var reply = await Tag("""{"tagsToRemove":[{"schemaEntity":{"entityPath":"acme.Person.mail","entityType":"sr_field"},"tags":["PII","NONE"]}]}""");

        Assert.Equal(Order.Replace(",\"confluent:tags\":[\"PII\"]", "", StringComparison.Ordinal), reply.IsOk().Member("schema"));
    }

    [Theory]
    [InlineData("acme.Order.nothing", "sr_field")]
    [InlineData("Order", "sr_record")]
    [InlineData("acme.Order.id", "sr_record")]
    public async Task An_entity_that_is_not_there_is_an_error(string path, string type)
    {
        (await Register(Subject, Order)).IsOk();

        foreach (var edit in new[] { "tagsToAdd", "tagsToRemove" })
        {
            (await Tag($$"""{"{{edit}}":[{"schemaEntity":{"entityPath":"{{path}}","entityType":"{{type}}"},"tags":["T"]}]}""")).IsError(42201);
        }
    }

    [Theory]
    [InlineData("""{"tagsToAdd":[{"tags":["T"]}]}""")]
    [InlineData("""{"tagsToAdd":[{"schemaEntity":{"entityPath":"a","entityType":"frob"},"tags":["T"]}]}""")]
    [InlineData("""{"tagsToAdd":"T"}""")]
    public async Task A_body_that_is_no_request_is_a_bad_request(string body)
    {
        (await Register(Subject, Order)).IsOk();

        (await Tag(body)).IsError(400);
    }

    [Fact]
    public async Task Missing_subjects_and_versions_are_not_found()
    {
        (await Tag("{}")).IsError(40401);
        (await Register(Subject, Order)).IsOk();

        (await Post($"/subjects/{Subject}/versions/2/tags", "{}")).IsError(40402);
    }

    [Theory]
    [InlineData(2, 200)]
    [InlineData(1, 422)]
    [InlineData(3, 422)]
    public async Task The_new_version_may_be_named(int newVersion, int status)
    {
        (await Register(Subject, Order)).IsOk();

        (await Tag($$"""{"newVersion":{{newVersion}},"metadata":{"properties":{"owner":"x"} } }""")).Is(status);
    }

    [Fact]
    public async Task Metadata_and_rules_are_replaced_or_kept()
    {
        (await Post(
            $"/subjects/{Subject}/versions",
            """{"schema":"\"string\"","metadata":{"properties":{"owner":"a"}},"ruleSet":{"domainRules":[{"name":"a","type":"T"},{"name":"b","type":"T"}]}}""")).IsOk();
        var merged = (await Tag("""{"rulesToMerge":{"domainRules":[{"name":"b","type":"NEW"},{"name":"c","type":"T"}]},"rulesToRemove":["a"]}""")).IsOk();
        var replaced = (await Tag("""{"metadata":{"properties":{"owner":"z"}},"ruleSet":{"domainRules":[{"name":"d","type":"T"}]}}""")).IsOk();

        Assert.Equal(["b NEW", "c T"], Rules(merged));
        Assert.Equal("a", merged["metadata"].GetProperty("properties").GetProperty("owner").GetString());
        Assert.Equal(["d T"], Rules(replaced));
        Assert.Equal("z", replaced["metadata"].GetProperty("properties").GetProperty("owner").GetString());
    }

    [Theory]
    [InlineData("""{"metadata":{"properties":{"owner":"x"}}}""", "new T")]
    [InlineData("""{"rulesToMerge":{"domainRules":[{"name":"more","type":"T"}]}}""", "new T", "more T")]
    [InlineData("""{"rulesToMerge":{"domainRules":[{"name":"more","type":"T"}]},"rulesToRemove":["new"]}""", "more T")]
    public async Task Rules_that_are_kept_are_those_of_the_latest_version(string body, params string[] expected)
    {
        (await Post($"/subjects/{Subject}/versions", """{"schema":"\"string\"","ruleSet":{"domainRules":[{"name":"old","type":"T"}]}}""")).IsOk();
        (await Post($"/subjects/{Subject}/versions", """{"schema":"\"string\"","ruleSet":{"domainRules":[{"name":"new","type":"T"}]}}""")).IsOk();

        Assert.Equal(expected, Rules((await Post($"/subjects/{Subject}/versions/1/tags", body)).IsOk()));
    }

    [Theory]
    [InlineData("""{"ruleSet":{},"rulesToRemove":["a"]}""")]
    [InlineData("""{"ruleSet":{},"rulesToMerge":{}}""")]
    public async Task Rules_are_either_replaced_or_changed(string body)
    {
        (await Register(Subject, Order)).IsOk();

        (await Tag(body)).IsError(42210, "ruleSet should be omitted if specifying rulesToMerge or rulesToRemove");
    }

    [Fact]
    public async Task Modes_and_levels_hold_for_tags_too()
    {
        (await Register(Subject, Order)).IsOk();
        (await Put($"/mode/{Subject}", new { mode = "READONLY" })).IsOk();

        (await Tag("""{"metadata":{"properties":{"owner":"x"}}}""")).IsError(42205);
    }

    [Fact]
    public async Task What_tags_make_is_compared_as_a_registration_is()
    {
        (await Put($"/config/{Subject}", new { validateFields = true })).IsOk();
        (await Register(Subject, Order)).IsOk();

        (await Tag("""{"metadata":{"properties":{"confluent:reserved":"id"}}}"""))
            .IsErrorSaying(40901, "The new schema has field that conflicts with the reserved field id.");
    }

    [Fact]
    public async Task A_named_new_version_bears_its_number()
    {
        (await Register(Subject, Order)).IsOk();

        Assert.Equal("""{"properties":{"confluent:version":"2"}}""", (await Tag("""{"newVersion":2}""")).IsOk().Member("metadata"));
    }

    [Fact]
    public async Task A_registration_may_edit_tags()
    {
        var reply = (await Post($"/subjects/{Subject}/versions", new
        {
            schema = Order,
            schemaTagsToAdd = new[] { new { schemaEntity = new { entityPath = "acme.Order", entityType = "sr_record" }, tags = new[] { "T" } } },
            schemaTagsToRemove = new[] { new { schemaEntity = new { entityPath = "acme.Person.mail", entityType = "sr_field" }, tags = new[] { "PII" } } },
        })).IsOk();

        Assert.EndsWith(",\"confluent:tags\":[\"T\"]}", reply.Member("schema"), StringComparison.Ordinal);
        Assert.DoesNotContain("PII", reply.Member("schema"), StringComparison.Ordinal);
        Assert.Equal("1", reply["metadata"].GetProperty("properties").GetProperty("confluent:version").GetString());
    }

    [Fact]
    public async Task Tags_of_the_latest_version_are_taken_over_on_request()
    {
        (await Register(Subject, Order)).IsOk();
        var next = """{"type":"record","name":"Order","namespace":"acme","fields":[{"name":"to","type":["null",{"type":"record","name":"Person","fields":[{"name":"mail","type":"string"}]}],"default":null}]}""";
        var reply = (await Post($"/subjects/{Subject}/versions", new { schema = next, propagateSchemaTags = true })).IsOk();

        Assert.Contains("""{"name":"mail","type":"string","confluent:tags":["PII"]}""", reply.Member("schema"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_of_json_schemas_are_edited_and_found()
    {
        const string Before =
            """{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{"type":"string"}}}},"c":{"oneOf":[{"type":"null"},{"type":"object","properties":{"d":{"type":"string","confluent:tags":["OLD"]}}}]}}}""";
        (await Post($"/subjects/{Subject}/versions", new { schema = Before, schemaType = "JSON" })).IsOk();
        var reply = (await Tag(
            """
            {"tagsToAdd":[{"schemaEntity":{"entityPath":"object.a.array.object.b","entityType":"sr_field"},"tags":["PII"]},
                          {"schemaEntity":{"entityPath":".object.c.oneof.1.object","entityType":"sr_record"},"tags":["REC"]},
                          {"schemaEntity":{"entityPath":"object.a","entityType":"sr_field"},"tags":["LIST"]}],
             "tagsToRemove":[{"schemaEntity":{"entityPath":"object.c.oneof.1.object.d","entityType":"sr_field"},"tags":["OLD"]}]}
            """)).IsOk();

        Assert.Equal(
            """{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{"type":"string","confluent:tags":["PII"]}}},"confluent:tags":["LIST"]},"c":{"oneOf":[{"type":"null"},{"type":"object","properties":{"d":{"type":"string"}},"confluent:tags":["REC"]}]}}}""",
            reply.Member("schema"));
        Assert.Equal(
            "object.a sr_field LIST|object.a.array.object.b sr_field PII|object.c.oneof.1.object sr_record REC",
            string.Join('|', (await Get($"/subjects/{Subject}/versions/2?findTags=*"))["schemaTags"].EnumerateArray().Select(Show)));
    }

    [Fact]
    public async Task Tags_of_protobuf_schemas_are_edited_and_found()
    {
        const string Before =
            """
            syntax = "proto3";
            package com.example;

            message Message1 {
              string f1 = 1;
              string f2 = 2 [(confluent.field_meta).tags = "OLD"];

              message Inner {
                string f3 = 1;
              }
            }

            """;
        (await Post($"/subjects/{Subject}/versions", new { schema = Before, schemaType = "PROTOBUF" })).IsOk();
        var reply = (await Tag(
            """
            {"tagsToAdd":[{"schemaEntity":{"entityPath":"Message1.f1","entityType":"sr_field"},"tags":["TAG1"]},
                          {"schemaEntity":{"entityPath":".Message1.f1","entityType":"sr_field"},"tags":["TAG2"]},
                          {"schemaEntity":{"entityPath":"Message1.Inner","entityType":"sr_record"},"tags":["REC"]}],
             "tagsToRemove":[{"schemaEntity":{"entityPath":"Message1.f2","entityType":"sr_field"},"tags":["OLD"]}]}
            """)).IsOk();

        Assert.Contains(
            "  string f1 = 1 [(confluent.field_meta) = {\n    tags: [\n      \"TAG1\",\n      \"TAG2\"\n    ]\n  }];\n  string f2 = 2;\n",
            reply.Member("schema"),
            StringComparison.Ordinal);
        Assert.Equal(
            "Message1.f1 sr_field TAG1,TAG2|Message1.Inner sr_record REC",
            string.Join('|', (await Get($"/subjects/{Subject}/versions/2?findTags=*"))["schemaTags"].EnumerateArray().Select(Show)));
    }

    [Theory]
    [InlineData("findTags=PII", "acme.Person.mail sr_field PII")]
    [InlineData("findTags=KEY", "acme.Order.id sr_field KEY,ID")]
    [InlineData("findTags=KEY&findTags=PII", "acme.Order.id sr_field KEY,ID|acme.Person.mail sr_field PII")]
    [InlineData("findTags=*", "acme.Order sr_record TOP|acme.Order.id sr_field KEY,ID|acme.Person.mail sr_field PII")]
    public async Task Tags_are_found(string query, string found)
    {
        var id = await IdOf(
            Subject,
            """{"type":"record","name":"Order","namespace":"acme","fields":[{"name":"id","type":"long","confluent:tags":["KEY","ID"]},{"name":"to","type":["null",{"type":"record","name":"Person","fields":[{"name":"mail","type":"string","confluent:tags":["PII"]}]}],"default":null}],"confluent:tags":["TOP"]}""");

        foreach (var path in new[] { $"/subjects/{Subject}/versions/1", $"/schemas/ids/{id}" })
        {
            Assert.Equal(found, string.Join('|', (await Get($"{path}?{query}"))["schemaTags"].EnumerateArray().Select(Show)));
        }
    }

    [Fact]
    public async Task Without_matching_tags_there_are_none()
    {
        (await Register(Subject, Order)).IsOk();

        Assert.False((await Get($"/subjects/{Subject}/versions/1?findTags=FROB")).Has("schemaTags"));
        Assert.False((await Get($"/subjects/{Subject}/versions/1")).Has("schemaTags"));
    }

    private static string Show(System.Text.Json.JsonElement item)
    {
        var entity = item.GetProperty("schemaEntity");
        var tags = item.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString());
        return $"{entity.GetProperty("entityPath").GetString()} {entity.GetProperty("entityType").GetString()} {string.Join(',', tags)}";
    }

    private static IEnumerable<string> Rules(Reply reply) => reply["ruleSet"].GetProperty("domainRules").EnumerateArray()
        .Select(rule => $"{rule.GetProperty("name").GetString()} {rule.GetProperty("type").GetString()}");

    private Task<Reply> Tag(string body) => Post($"/subjects/{Subject}/versions/latest/tags", body);
}

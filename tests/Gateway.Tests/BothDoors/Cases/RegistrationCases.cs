using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Registering (reference 6).</summary>
public sealed class RegistrationCases(IDoor door) : DoorCases(door)
{
    private const string Order = """{"fields":[{"type":"string","name":"id"}],"name":"Order","type":"record"}""";

    public async Task Versions_are_counted_from_one()
    {
        Assert.Equal(1, (await Register(Subject, Avro.RecordOf(1))).Version);
        Assert.Equal(2, (await Register(Subject, Avro.RecordOf(2))).Version);
    }

    public async Task The_same_schema_again_is_the_same_version()
    {
        var first = await Register(Subject, Avro.RecordOf(1));

        Assert.Equal(first, await Register(Subject, Avro.RecordOf(1)));
        Assert.Equal(first, await Register(Subject, Avro.RecordOf(1)));
    }

    public async Task The_same_schema_under_another_subject_has_the_same_id_and_GUID()
    {
        var text = Avro.Unique();

        Assert.Equal(await Register(Subject, text), await Register(Subject + "-other", text));
    }

    public async Task An_incompatible_schema_is_refused_unless_it_is_forced()
    {
        await RegisterVersions(Subject, 1);

        await Refused(40901, Register(Subject, Avro.Incompatible));
        Assert.Equal(2, (await Door.Register(Subject, new Draft(Avro.Incompatible) { Force = true })).Version);
    }

    public async Task What_is_no_schema_is_refused()
    {
        await Refused(42201, Register(Subject, "nonsense"));
        await Refused(42201, Door.Register(Subject, new Draft(Avro.Text) { Type = "COBOL" }));
        await Refused(40401, Door.Versions(Subject));
    }

    public async Task A_blank_text_stands_for_that_of_the_version_before()
    {
        await Refused(42201, Register(Subject, ""));
        await Register(Subject, Avro.Text);

        Assert.Equal(2, (await Door.Register(Subject, new Draft("") { Property = ("owner", "sales") })).Version);
        Assert.Equal(Avro.Text, (await Door.Get(Subject)).Text);
    }

    public async Task A_name_that_cannot_be_written_is_refused()
    {
        await Refused(42208, Register("__GLOBAL", Avro.Text));
        await Refused(42208, Register("a\u0001b", Avro.Text));
        await Refused(42208, Register("__EMPTY", "nonsense"));
    }

    public async Task A_version_that_is_asked_for_must_be_the_next()
    {
        await RegisterVersions(Subject, 1);

        await Refused(42201, Door.Register(Subject, new Draft(Avro.RecordOf(2)) { Version = 7 }));
        Assert.Equal(2, (await Door.Register(Subject, new Draft(Avro.RecordOf(2)) { Version = 2 })).Version);
    }

    public async Task An_id_is_given_by_the_registry_alone() =>
        await Refused(42205, Door.Register(Subject, new Draft(Avro.Unique()) { Id = 1_000_000 }));

    public async Task Normalising_stores_the_normal_form()
    {
        var draft = new Draft(Order) { Normalize = true };
        var first = await Door.Register(Subject, draft);

        Assert.Equal(first, await Door.Register(Subject, new Draft((await Door.Get(Subject)).Text)));
    }

    public async Task Metadata_and_rules_make_a_version_of_their_own()
    {
        await Register(Subject, Avro.Text);

        Assert.Equal(2, (await Door.Register(Subject, new Draft(Avro.Text) { Property = ("owner", "sales") })).Version);
        Assert.Contains("owner=sales", (await Door.Get(Subject)).Properties);
        Assert.Equal(3, (await Door.Register(Subject, new Draft(Avro.Text) { Rules = ["r"] })).Version);
    }

    public async Task A_rule_set_in_which_a_name_stands_twice_is_refused() =>
        await Refused(42210, Door.Register(Subject, new Draft(Avro.Text) { Rules = ["r", "r"] }));

    public async Task JSON_and_Protobuf_schemas_are_registered()
    {
        await Door.Register(Subject, new Draft("""{"type":"object"}""") { Type = "JSON" });
        await Door.Register(Subject + "-p", new Draft("syntax = \"proto3\";\nmessage M {}\n") { Type = "PROTOBUF" });

        Assert.Equal("JSON", (await Door.Get(Subject)).Type);
        Assert.Equal("PROTOBUF", (await Door.Get(Subject + "-p")).Type);
    }

    public async Task A_tag_makes_a_new_version()
    {
        await RegisterVersions(Subject, 1);

        Assert.Equal(2, await Door.Tag(Subject, "R.f1", "PII"));
        await Refused(42201, Door.Tag(Subject, "R.none", "PII"));
        await Refused(40402, Door.Tag(Subject, "R.f1", "PII", version: 7));
        await Refused(40401, Door.Tag(Subject + "x", "R.f1", "PII"));
    }
}

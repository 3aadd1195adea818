using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>IMPORT mode (reference 6.5 and 9).</summary>
public sealed class ImportCases(IDoor door) : DoorCases(door)
{
    public async Task Ids_and_versions_are_those_of_the_client()
    {
        await Door.SetMode(ContextScope, "IMPORT");

        Assert.Equal((100, 3), await Import(Avro.RecordOf(1), 100, 3));
        Assert.Equal([3], await Door.Versions(Qualified));
        Assert.Equal(Avro.RecordOf(1), (await Door.ById(100, context: Context)).Text);
    }

    public async Task Ids_given_out_later_are_higher()
    {
        await Door.SetMode(ContextScope, "IMPORT");
        await Import(Avro.RecordOf(1), 100, 3);
        await Door.SetMode(ContextScope, "READWRITE");

        var next = await Register(Qualified, Avro.RecordOf(2));
        Assert.Equal((101, 4), (next.Id, next.Version));
    }

    public async Task An_id_is_needed_and_stands_for_one_content()
    {
        await Door.SetMode(ContextScope, "IMPORT");
        await Import(Avro.RecordOf(1), 100, 1);

        await Refused(42205, Register(Qualified, Avro.RecordOf(2)));
        await Refused(42205, Import(Avro.RecordOf(2), 100, 2));
    }

    public async Task A_version_that_is_overwritten_is_shown_as_it_is_now()
    {
        await Door.SetMode(ContextScope, "IMPORT");
        await Import(Avro.RecordOf(1), 100, 1);
        await Door.ById(100, context: Context);
        await Import(Avro.RecordOf(2), 101, 1);

        Assert.Equal(Avro.RecordOf(2), (await Door.Get(Qualified)).Text);
        Assert.Equal([1], await Door.Versions(Qualified));
    }

    public async Task Existing_subjects_forbid_it_unless_it_is_forced()
    {
        await RegisterVersions(Qualified, 1);

        await Refused(42205, Door.SetMode(ContextScope, "IMPORT"));
        await Door.SetMode(ContextScope, "IMPORT", force: true);
        Assert.Equal("IMPORT", await Door.EffectiveMode(Qualified));
    }

    private async Task<(int Id, int Version)> Import(string text, int id, int version)
    {
        var imported = await Door.Register(Qualified, new Draft(text) { Id = id, Version = version });
        return (imported.Id, imported.Version);
    }
}

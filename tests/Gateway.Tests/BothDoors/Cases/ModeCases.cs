using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Modes of subjects, contexts and the top level (reference 9).</summary>
public sealed class ModeCases(IDoor door) : DoorCases(door)
{
    public async Task A_mode_is_set_shown_and_removed()
    {
        await Door.SetMode(Subject, "READONLY");
        Assert.Equal("READONLY", await Door.StoredMode(Subject));
        await Door.RemoveMode(Subject);

        Assert.Null(await Door.StoredMode(Subject));
        Assert.Equal("READWRITE", await Door.EffectiveMode(Subject));
    }

    public async Task What_is_not_set_is_not_there()
    {
        Assert.Null(await Door.StoredMode(Subject));
        Assert.Null(await Door.StoredMode(ContextScope));
        await Refused(40401, Door.RemoveMode(Subject));
        await Refused(40401, Door.RemoveMode(ContextScope));
    }

    public async Task A_read_only_subject_takes_nothing_new_and_gives_nothing_up()
    {
        await RegisterVersions(Subject, 1);
        await Door.SetMode(Subject, "READONLY");

        await Refused(42205, Register(Subject, Avro.RecordOf(2)));
        await Refused(42205, Door.DeleteVersion(Subject, 1));
        await Refused(42205, Door.DeleteSubject(Subject));
        Assert.Equal(1, (await Door.Get(Subject)).Version);
    }

    public async Task A_read_only_subject_restores_nothing()
    {
        await RegisterVersions(Subject, 1);
        await Door.DeleteVersion(Subject, 1);
        await Door.SetMode(Subject, "READONLY");

        await Refused(42205, Door.Restore(Subject, 1));
    }

    public async Task The_mode_of_a_context_is_in_force_for_its_subjects()
    {
        await Door.SetMode(ContextScope, "READONLY");

        Assert.Equal("READONLY", await Door.EffectiveMode(Qualified));
        await Refused(42205, Register(Qualified, Avro.Text));
    }

    public async Task Forward_is_a_mode_of_the_global_scope_alone()
    {
        await Refused(42204, Door.SetMode(Subject, "FORWARD"));
        await Refused(42204, Door.SetMode(ContextScope, "FORWARD"));
        await Refused(42204, Door.SetMode("", "FORWARD"));
    }

    public async Task What_is_no_mode_is_refused() => await Refused(42204, Door.SetMode(Subject, "SIDEWARD"));

    public async Task A_recursive_removal_takes_the_modes_below()
    {
        await Register(Qualified, Avro.Text);
        await Door.SetMode(Qualified, "READONLY");
        await Door.RemoveMode(ContextScope, recursive: true);

        Assert.Null(await Door.StoredMode(Qualified));
    }
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Subjects with the names of their contexts (reference 2.1).</summary>
public sealed class ContextCases(IDoor door) : DoorCases(door)
{
    public async Task Ids_and_versions_are_counted_per_context()
    {
        await Register(Subject, Avro.Unique());
        var first = await Register(Qualified, Avro.RecordOf(1));
        var second = await Register(Qualified, Avro.RecordOf(2));

        Assert.Equal((1, 1), (first.Id, first.Version));
        Assert.Equal((2, 2), (second.Id, second.Version));
    }

    public async Task A_subject_of_a_context_bears_its_name()
    {
        await Register(Qualified, Avro.Text);

        Assert.Equal(Qualified, (await Door.Get(Qualified)).Subject);
        Assert.Equal(Qualified, (await Door.ById(1, context: Context)).Subject);
        Assert.Equal(Qualified, (await Door.ById(1, Subject, Context)).Subject);
    }

    public async Task The_default_context_may_be_named()
    {
        await Register($":.:{Subject}", Avro.Text);

        Assert.Equal(Subject, (await Door.Get(Subject)).Subject);
        Assert.Equal(Subject, (await Door.Get($":.:{Subject}")).Subject);
    }

    public async Task An_id_is_looked_for_in_its_context_alone()
    {
        await Register(Qualified, Avro.Text);

        await Refused(40403, Door.ById(2, context: Context));
        await Refused(40403, Door.ById(1, context: Context + "x"));
        await Refused(40403, Door.Uses(1, Context + "x"));
    }

    public async Task A_context_with_subjects_is_kept()
    {
        await Register(Qualified, Avro.Text);
        await Refused(42211, Door.DeleteContext(Context));
        await Door.DeleteSubject(Qualified);
        await Refused(42211, Door.DeleteContext(Context));
        await Door.DeleteSubject(Qualified, permanent: true);

        await Door.DeleteContext(Context);
        Assert.DoesNotContain(Context, await Door.Contexts(Context));
    }

    public async Task A_context_is_listed_with_its_first_subject()
    {
        Assert.Empty(await Door.Contexts(Context));
        await Register(Qualified, Avro.Text);

        Assert.Equal([Context], await Door.Contexts(Context));
    }

    public async Task The_scope_above_all_contexts_is_none_of_them()
    {
        await Refused(42208, Door.DeleteContext(".__GLOBAL"));
        await Refused(42208, Door.DeleteContext("__GLOBAL"));
        await Refused(42208, Door.DeleteContext(":.__GLOBAL:"));
    }

    public async Task A_context_may_be_written_as_it_is_in_front_of_a_subject()
    {
        var id = (await Register(Qualified, Avro.Text)).Id;

        await Refused(42211, Door.DeleteContext(ContextScope));
        Assert.Equal(Qualified, (await Door.ById(id, context: ContextScope)).Subject);
    }

    public async Task A_context_has_no_colon_in_its_name()
    {
        var name = Context + ":x";

        await Refused(400, Door.DeleteContext(name));
        await Refused(400, Door.ById(1, context: name));
    }
}

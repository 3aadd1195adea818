using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>What changes is told, in the order in which it did.</summary>
public sealed class ChangeCases(IDoor door) : DoorCases(door)
{
    public async Task Registrations_and_deletions_of_a_context_are_told()
    {
        await Register(Qualified, Avro.Text);
        await Door.DeleteVersion(Qualified, 1);
        await Door.Restore(Qualified, 1);
        await Door.DeleteSubject(Qualified);
        await Door.DeleteSubject(Qualified, permanent: true);

        string[] kinds = ["registered", "deleted", "restored", "deleted", "permanently_deleted"];
        Assert.Equal(kinds.Select(kind => $"{kind} {Qualified}"), await Door.Changes(Context, 5));
    }

    public async Task Settings_of_a_subject_are_told()
    {
        await Door.Configure(Qualified, new Settings("FULL"));
        await Door.SetMode(Qualified, "READWRITE");

        Assert.Equal([$"config {Qualified}", $"mode {Qualified}"], await Door.Changes(Context, 2));
    }

    public async Task What_is_known_already_is_no_change()
    {
        await Register(Qualified, Avro.Text);
        await Register(Qualified, Avro.Text);
        await Register($"{Qualified}-b", Avro.Text);

        Assert.Equal([$"registered {Qualified}", $"registered {Qualified}-b"], (await Door.Changes(Context, 2)).Order());
    }
}

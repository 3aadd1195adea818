using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Schemas that refer to others.</summary>
public sealed class ReferenceCases(IDoor door) : DoorCases(door)
{
    private string Target => Subject + "-b";

    public async Task A_referrer_is_listed_until_it_is_deleted()
    {
        var id = await RegisterReferrer();

        Assert.Equal([id], await Door.Referrers(Target, 1));
        await Door.DeleteSubject(Subject);
        Assert.Empty(await Door.Referrers(Target, 1));
        Assert.Equal([id], await Door.Referrers(Target, 1, deleted: true));
    }

    public async Task Referrers_of_what_is_not_there_are_not_found()
    {
        await RegisterVersions(Subject, 1);

        await Refused(40402, Door.Referrers(Subject, 2));
        await Refused(40401, Door.Referrers(Subject + "x", 1));
    }

    public async Task A_version_that_is_referred_to_stays()
    {
        await RegisterReferrer();

        await Refused(42206, Door.DeleteVersion(Target, 1));
        await Refused(42206, Door.DeleteSubject(Target));
    }

    public async Task A_soft_deleted_referrer_forbids_only_the_permanent_deletion()
    {
        await RegisterReferrer();
        await Door.DeleteSubject(Subject);

        Assert.Equal(1, await Door.DeleteVersion(Target, 1));
        await Refused(42206, Door.DeleteVersion(Target, 1, permanent: true));
    }

    public async Task A_dangling_reference_is_invalid()
    {
        await Refused(42201, Door.Register(Subject, Referrer(Target, 1)));
        await Refused(42201, Door.Register(Subject, Referrer("", 1)));
        await Refused(42201, Door.Register(Subject, Referrer(Target, 0)));
    }

    private static Draft Referrer(string target, int version) =>
        new(Avro.Record("A", "\"B\"")) { References = [new SchemaRef("B", target, version)] };

    private async Task<int> RegisterReferrer()
    {
        await Register(Target, """{"type":"record","name":"B","fields":[]}""");
        return (await Door.Register(Subject, Referrer(Target, 1))).Id;
    }
}

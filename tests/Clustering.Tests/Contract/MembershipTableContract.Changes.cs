using System.Net;

namespace SchemaRegistry.Clustering.Tests.Contract;

public abstract partial class MembershipTableContract
{
    [Fact]
    public async Task A_new_table_is_empty_at_version_0()
    {
        var data = await (await Open()).ReadAllAsync(Cancel);

        Assert.Equal((0, 0), (data.Version.Version, data.Members.Count));
    }

    [Fact]
    public async Task A_joining_silo_moves_the_version_by_one()
    {
        var table = await OpenWith(Member());

        Assert.Equal(1, (await table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task A_row_is_read_as_it_was_written()
    {
        var entry = Voted(Member(SiloStatus.Joining), Noon.AddSeconds(3), Noon.AddSeconds(4));
        var table = await OpenWith(Member(), With(entry, SiloStatus.Created, []));
        Assert.True(await Update(table, entry));

        var read = (await table.ReadAllAsync(Cancel)).Row(entry.SiloAddress).Item1;

        Assert.Equal(Describe(entry), Describe(read));
    }

    [Fact]
    public async Task A_silo_with_an_IPv6_address_can_join()
    {
        var entry = Member(SiloAddress.New(IPAddress.Parse("fd00:10:244::17"), 11_111, 77));
        var table = await OpenWith(entry);

        Assert.Equal(Describe(entry), Describe((await table.ReadRowAsync(entry.SiloAddress, Cancel)).Row(entry.SiloAddress).Item1));
    }

    [Fact]
    public async Task A_change_of_a_row_moves_version_and_tag()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        var before = (await table.ReadAllAsync(Cancel)).Version;

        Assert.True(await Update(table, With(entry, SiloStatus.ShuttingDown)));

        var after = await table.ReadAllAsync(Cancel);
        Assert.Equal(before.Version + 1, after.Version.Version);
        Assert.NotEqual(before.VersionEtag, after.Version.VersionEtag);
        Assert.Equal(SiloStatus.ShuttingDown, after.Row(entry.SiloAddress).Item1.Status);
    }

    [Fact]
    public async Task Votes_can_be_taken_back()
    {
        var entry = Voted(Member(), Noon);
        var table = await OpenWith(Member());
        Assert.True(await Insert(table, With(entry, SiloStatus.Active, [])));
        Assert.True(await Update(table, entry));

        Assert.True(await Update(table, Voted(entry)));

        Assert.Empty((await table.ReadAllAsync(Cancel)).Row(entry.SiloAddress).Item1.SuspectTimes ?? []);
    }

    [Fact]
    public async Task Joining_with_a_stale_tag_changes_nothing()
    {
        var table = await Open();
        var stale = (await table.ReadAllAsync(Cancel)).Version.Next();
        Assert.True(await Insert(table, Member()));
        var before = await Everything(table);

        Assert.False(await table.InsertRowAsync(Member(), stale, Cancel));

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task A_change_with_the_table_tag_of_before_another_rows_change_changes_nothing()
    {
        var (first, second) = (Member(), Member());
        var table = await OpenWith(first, second);
        var stale = (await table.ReadAllAsync(Cancel)).Version.Next();
        Assert.True(await Update(table, With(second, SiloStatus.Dead)));
        var before = await Everything(table);
        var rowTag = (await table.ReadAllAsync(Cancel)).Row(first.SiloAddress).Item2;

        Assert.False(await table.UpdateRowAsync(With(first, SiloStatus.Dead), rowTag, stale, Cancel));

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task A_change_with_the_tags_of_before_the_same_rows_change_changes_nothing()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        var stale = await table.ReadAllAsync(Cancel);
        Assert.True(await Update(table, With(entry, SiloStatus.ShuttingDown)));
        var before = await Everything(table);

        Assert.False(await table.UpdateRowAsync(With(entry, SiloStatus.Dead), stale.Row(entry.SiloAddress).Item2, stale.Version.Next(), Cancel));

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task A_silo_that_is_in_the_table_cannot_join_again()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        var before = await Everything(table);

        Assert.False(await Insert(table, With(entry, SiloStatus.Joining)));

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task A_silo_that_is_not_in_the_table_cannot_be_changed()
    {
        var table = await OpenWith(Member());
        var before = await Everything(table);

        Assert.False(await Update(table, Member(SiloStatus.Dead)));

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task A_restarted_silo_joins_beside_its_dead_predecessor()
    {
        var first = Member();
        var second = Member(SiloAddress.New(first.SiloAddress.Endpoint, first.SiloAddress.Generation + 1));
        var table = await OpenWith(first);
        Assert.True(await Update(table, With(first, SiloStatus.Dead)));

        Assert.True(await Insert(table, second));

        var data = await table.ReadAllAsync(Cancel);
        Assert.Equal(
            (SiloStatus.Dead, SiloStatus.Active),
            (data.Row(first.SiloAddress).Item1.Status, data.Row(second.SiloAddress).Item1.Status));
    }

    [Fact]
    public async Task Two_tables_see_each_others_changes()
    {
        var entry = Member();
        var first = await Open();
        var second = await Open();

        Assert.True(await Insert(first, entry));

        Assert.Equal(await Everything(first), await Everything(second));
    }

    [Fact]
    public async Task Initialising_again_keeps_what_is_there()
    {
        var table = await OpenWith(Member(), Member());
        var before = await Everything(table);

        await Make(Cluster).InitializeMembershipTableAsync(true, Cancel);

        Assert.Equal(before, await Everything(table));
    }
}

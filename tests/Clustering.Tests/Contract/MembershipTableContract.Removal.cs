namespace SchemaRegistry.Clustering.Tests.Contract;

public abstract partial class MembershipTableContract
{
    [Fact]
    public async Task Clean_up_removes_old_dead_silos_and_no_others()
    {
        var all = Enum.GetValues<SiloStatus>().Where(status => status != SiloStatus.None)
            .Select(status => Member(status, Noon.AddDays(-30))).ToArray();
        var table = await OpenWith(all);

        await table.CleanupDefunctSiloEntriesAsync(Noon, Cancel);

        var left = (await table.ReadAllAsync(Cancel)).Members.Select(member => member.Item1.Status).Order();
        Assert.Equal(all.Select(entry => entry.Status).Where(status => status != SiloStatus.Dead).Order(), left);
    }

    [Fact]
    public async Task Clean_up_keeps_a_silo_that_died_at_the_cutoff_and_takes_it_a_moment_later()
    {
        var table = await OpenWith(Member(SiloStatus.Dead));
        var before = await Everything(table);

        await table.CleanupDefunctSiloEntriesAsync(Noon, Cancel);
        Assert.Equal(before, await Everything(table));

        await table.CleanupDefunctSiloEntriesAsync(Noon.AddMicroseconds(1), Cancel);
        Assert.Empty((await table.ReadAllAsync(Cancel)).Members);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public async Task Clean_up_keeps_a_silo_that_began_or_lived_or_was_suspected_since(int began, int lived, int suspected)
    {
        var entry = Member(SiloStatus.Active, Noon.AddDays(-1));
        entry.StartTime = Noon.AddDays(began - 1);
        var table = await OpenWith(entry);
        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddDays(lived - 1)), Cancel);
        var dead = Voted(With(entry, SiloStatus.Dead), Noon.AddDays(suspected - 1));
        dead.IAmAliveTime = Noon.AddDays(lived - 1);
        Assert.True(await Update(table, dead));

        await table.CleanupDefunctSiloEntriesAsync(Noon, Cancel);

        Assert.Single((await table.ReadAllAsync(Cancel)).Members);
    }

    [Fact]
    public async Task Clean_up_leaves_tags_that_others_have_read_valid_or_moves_the_version_on()
    {
        var (dead, alive) = (Member(SiloStatus.Dead), Member());
        var table = await OpenWith(dead, alive);
        var read = await table.ReadAllAsync(Cancel);

        await table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(1), Cancel);

        var stayed = (await table.ReadAllAsync(Cancel)).Version.VersionEtag == read.Version.VersionEtag;
        var committed = await table.UpdateRowAsync(With(alive, SiloStatus.ShuttingDown), read.Row(alive.SiloAddress).Item2, read.Version.Next(), Cancel);
        Assert.Equal(stayed, committed);
    }

    [Fact]
    public async Task A_removed_silo_cannot_be_changed()
    {
        var dead = Member(SiloStatus.Dead);
        var table = await OpenWith(dead, Member());
        var read = await table.ReadAllAsync(Cancel);
        await table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(1), Cancel);
        var before = await Everything(table);

        Assert.False(await table.UpdateRowAsync(With(dead, SiloStatus.Dead), read.Row(dead.SiloAddress).Item2, read.Version.Next(), Cancel));
        Assert.False(await Update(table, With(dead, SiloStatus.Dead)));

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task Clean_up_leaves_other_clusters_alone()
    {
        var other = await Open(Cluster + "-blue");
        Assert.True(await Insert(other, Member(SiloStatus.Dead)));
        var table = await OpenWith(Member(SiloStatus.Dead));

        await table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(1), Cancel);

        Assert.Single((await other.ReadAllAsync(Cancel)).Members);
    }

    [Theory]
    [InlineData("-blue")]
    [InlineData(".2")]
    [InlineData("_")]
    public async Task Clusters_whose_ids_begin_alike_do_not_see_each_other(string suffix)
    {
        var entry = Member();
        var other = await Open(Cluster + suffix);
        var table = await OpenWith(entry);
        var before = await Everything(table);

        Assert.True(await Insert(other, With(entry, SiloStatus.Joining)));
        Assert.True(await Update(other, With(entry, SiloStatus.Dead)));
        await other.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddDays(1)), Cancel);

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task Deleting_a_cluster_leaves_the_others()
    {
        var other = await Open(Cluster + "-blue");
        Assert.True(await Insert(other, Member()));
        var before = await Everything(other);
        var table = await OpenWith(Member());

        await table.DeleteMembershipTableEntriesAsync(Cluster, Cancel);

        Assert.Equal(before, await Everything(other));
    }

    [Fact]
    public async Task A_deleted_cluster_begins_anew()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddDays(1)), Cancel);

        await table.DeleteMembershipTableEntriesAsync(Cluster, Cancel);

        var data = await (await Open()).ReadAllAsync(Cancel);
        Assert.Equal((0, 0), (data.Version.Version, data.Members.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("unused")]
    public async Task Deleting_another_cluster_never_deletes_ones_own(string other)
    {
        var table = await OpenWith(Member());
        var before = await Everything(table);

        _ = await Record.ExceptionAsync(() => table.DeleteMembershipTableEntriesAsync(other, Cancel));

        Assert.Equal(before, await Everything(table));
    }
}

namespace SchemaRegistry.Clustering.Tests.Contract;

public abstract partial class MembershipTableContract
{
    [Fact]
    public async Task A_heartbeat_shows_in_the_silos_row()
    {
        var entry = Member();
        var table = await OpenWith(entry);

        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddMinutes(1)), Cancel);
        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddMinutes(2)), Cancel);

        Assert.Equal(Noon.AddMinutes(2), (await table.ReadAllAsync(Cancel)).Row(entry.SiloAddress).Item1.IAmAliveTime);
    }

    [Fact]
    public async Task A_heartbeat_changes_nothing_else()
    {
        var entry = Voted(Member(), Noon);
        var table = await OpenWith(entry, Member());
        var before = await Everything(table, withHeartbeats: false);

        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddMinutes(1)), Cancel);

        Assert.Equal(before, await Everything(table, withHeartbeats: false));
    }

    [Theory]
    [InlineData(SiloStatus.Dead, 0)]
    [InlineData(SiloStatus.Active, 1)]
    public async Task Tags_read_before_a_heartbeat_still_commit(SiloStatus status, int votes)
    {
        var entry = Member();
        var table = await OpenWith(entry);
        var read = await table.ReadAllAsync(Cancel);
        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddMinutes(1)), Cancel);

        var change = Voted(With(entry, status), [.. Enumerable.Repeat(Noon, votes)]);
        Assert.True(await table.UpdateRowAsync(change, read.Row(entry.SiloAddress).Item2, read.Version.Next(), Cancel));

        var after = await table.ReadAllAsync(Cancel);
        Assert.Equal(read.Version.Version + 1, after.Version.Version);
        Assert.Equal(Describe(change), Describe(after.Row(entry.SiloAddress).Item1));
    }

    [Fact]
    public async Task A_silo_joins_with_tags_read_before_anothers_heartbeat()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        var read = await table.ReadAllAsync(Cancel);

        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddMinutes(1)), Cancel);

        Assert.True(await table.InsertRowAsync(Member(), read.Version.Next(), Cancel));
    }

    [Fact]
    public async Task A_change_by_somebody_who_missed_a_heartbeat_does_not_take_it_back()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddMinutes(1)), Cancel);
        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddMinutes(2)), Cancel);

        Assert.True(await Update(table, Voted(With(entry, SiloStatus.Active), Noon)));

        Assert.Equal(Noon.AddMinutes(2), (await table.ReadAllAsync(Cancel)).Row(entry.SiloAddress).Item1.IAmAliveTime);
    }
}
